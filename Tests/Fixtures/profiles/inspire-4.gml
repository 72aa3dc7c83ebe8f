<?xml version="1.0" encoding="UTF-8"?>
<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2"
    xmlns:us-govserv="http://inspire.ec.europa.eu/schemas/us-govserv/4.0" xmlns:base="http://inspire.ec.europa.eu/schemas/base/3.3"
    xmlns:base2="http://inspire.ec.europa.eu/schemas/base2/2.0" xmlns:xlink="http://www.w3.org/1999/xlink"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" timeStamp="2026-10-01T08:00:00Z" numberMatched="7" numberReturned="7">
  <wfs:member>
    <us-govserv:GovernmentalService gml:id="GS.1">
      <us-govserv:beginLifespanVersion xsi:nil="true" nilReason="unpopulated"/>
      <us-govserv:inspireId><base:Identifier><base:localId>station-1</base:localId><base:namespace>NL.BRW.GS</base:namespace></base:Identifier></us-govserv:inspireId>
      <us-govserv:pointOfContact><base2:Contact><base2:telephoneVoice>+31 43 000 00 00</base2:telephoneVoice></base2:Contact></us-govserv:pointOfContact>
      <us-govserv:serviceLocation><us-govserv:ServiceLocationType><us-govserv:serviceLocationByGeometry>
        <gml:Point gml:id="P.1" srsName="urn:ogc:def:crs:EPSG::4258"><gml:pos>50.8486 5.6889</gml:pos></gml:Point>
      </us-govserv:serviceLocationByGeometry></us-govserv:ServiceLocationType></us-govserv:serviceLocation>
      <us-govserv:serviceType xlink:href="http://inspire.ec.europa.eu/codelist/ServiceTypeValue/fireStation"/>
    </us-govserv:GovernmentalService>
  </wfs:member>
  <wfs:member>
    <us-govserv:GovernmentalService gml:id="GS.2">
      <us-govserv:beginLifespanVersion>2020-01-01T00:00:00Z</us-govserv:beginLifespanVersion>
      <us-govserv:inspireId><base:Identifier><base:localId>post-2</base:localId><base:namespace>NL.BRW.GS</base:namespace></base:Identifier></us-govserv:inspireId>
      <us-govserv:pointOfContact xsi:nil="true"/>
      <us-govserv:serviceLocation><us-govserv:ServiceLocationType><us-govserv:serviceLocationByGeometry>
        <gml:Surface gml:id="S.2" srsName="http://www.opengis.net/def/crs/EPSG/0/28992" srsDimension="2"><gml:patches><gml:PolygonPatch><gml:exterior><gml:LinearRing>
          <gml:posList>176228.4 317664.1 176268.4 317664.1 176268.4 317704.1 176228.4 317704.1 176228.4 317664.1</gml:posList>
        </gml:LinearRing></gml:exterior></gml:PolygonPatch></gml:patches></gml:Surface>
      </us-govserv:serviceLocationByGeometry></us-govserv:ServiceLocationType></us-govserv:serviceLocation>
      <us-govserv:serviceType xlink:href="http://inspire.ec.europa.eu/codelist/ServiceTypeValue/rescueStation/"/>
    </us-govserv:GovernmentalService>
  </wfs:member>
  <wfs:member>
    <!-- No location: only an address elsewhere. -->
    <us-govserv:GovernmentalService gml:id="GS.3">
      <us-govserv:inspireId><base:Identifier><base:localId>station-3</base:localId><base:namespace>NL.BRW.GS</base:namespace></base:Identifier></us-govserv:inspireId>
      <us-govserv:serviceLocation><us-govserv:ServiceLocationType><us-govserv:serviceLocationByAddress xlink:href="#A.3"/></us-govserv:ServiceLocationType></us-govserv:serviceLocation>
      <us-govserv:serviceType xlink:href="http://inspire.ec.europa.eu/codelist/ServiceTypeValue/fireStation"/>
    </us-govserv:GovernmentalService>
  </wfs:member>
  <wfs:member>
    <us-govserv:GovernmentalService gml:id="GS.4">
      <us-govserv:inspireId><base:Identifier><base:localId>police-4</base:localId><base:namespace>NL.POL</base:namespace></base:Identifier></us-govserv:inspireId>
      <us-govserv:serviceLocation><us-govserv:ServiceLocationType><us-govserv:serviceLocationByGeometry>
        <gml:Point srsName="urn:ogc:def:crs:EPSG::4258"><gml:pos>50.85 5.69</gml:pos></gml:Point>
      </us-govserv:serviceLocationByGeometry></us-govserv:ServiceLocationType></us-govserv:serviceLocation>
      <us-govserv:serviceType xlink:href="http://inspire.ec.europa.eu/codelist/ServiceTypeValue/policeService"/>
    </us-govserv:GovernmentalService>
  </wfs:member>
  <wfs:member>
    <us-govserv:GovernmentalService gml:id="LtS01">
      <us-govserv:areaOfResponsibility><us-govserv:AreaOfResponsibilityType><us-govserv:areaOfResponsibilityByAdministrativeUnit xlink:href="https://registry.gdi-de.org/id/de.bund.bkg/au/05334"/></us-govserv:AreaOfResponsibilityType></us-govserv:areaOfResponsibility>
      <us-govserv:inspireId><base:Identifier><base:localId>LtS01</base:localId><base:namespace>https://geodaten.nrw.de/id/inspire-us-feuerwehr/governmentalservice</base:namespace></base:Identifier></us-govserv:inspireId>
      <us-govserv:pointOfContact><base2:Contact><base2:telephoneVoice>+49 241 0000</base2:telephoneVoice></base2:Contact></us-govserv:pointOfContact>
      <us-govserv:serviceLocation><us-govserv:ServiceLocationType><us-govserv:serviceLocationByGeometry>
        <gml:Point srsName="http://www.opengis.net/def/crs/OGC/1.3/CRS84"><gml:pos>6.0839 50.7747</gml:pos></gml:Point>
      </us-govserv:serviceLocationByGeometry></us-govserv:ServiceLocationType></us-govserv:serviceLocation>
      <us-govserv:serviceType xlink:href="http://inspire.ec.europa.eu/codelist/ServiceTypeValue/fireProtectionService"/>
    </us-govserv:GovernmentalService>
  </wfs:member>
  <wfs:member>
    <us-govserv:GovernmentalService gml:id="GS.6">
      <us-govserv:inspireId><base:Identifier><base:localId>station-6</base:localId><base:namespace>NL.BRW.GS</base:namespace></base:Identifier></us-govserv:inspireId>
      <us-govserv:serviceLocation><us-govserv:ServiceLocationType><us-govserv:serviceLocationByGeometry>
        <gml:Point srsName="urn:ogc:def:crs:EPSG::4258"><gml:pos>5.9 50.9</gml:pos></gml:Point>
      </us-govserv:serviceLocationByGeometry></us-govserv:ServiceLocationType></us-govserv:serviceLocation>
      <us-govserv:serviceType xlink:href="http://inspire.ec.europa.eu/codelist/ServiceTypeValue/fireStation"/>
    </us-govserv:GovernmentalService>
  </wfs:member>
  <wfs:member>
    <us-govserv:GovernmentalService gml:id="GS.7">
      <us-govserv:inspireId><base:Identifier><base:localId>station-7</base:localId><base:namespace>NL.BRW.GS</base:namespace></base:Identifier></us-govserv:inspireId>
      <us-govserv:serviceLocation><us-govserv:ServiceLocationType><us-govserv:serviceLocationByGeometry>
        <gml:Point srsName="urn:ogc:def:crs:EPSG::999999"><gml:pos>1 2</gml:pos></gml:Point>
      </us-govserv:serviceLocationByGeometry></us-govserv:ServiceLocationType></us-govserv:serviceLocation>
      <us-govserv:serviceType xlink:href="http://inspire.ec.europa.eu/codelist/ServiceTypeValue/fireStation"/>
    </us-govserv:GovernmentalService>
  </wfs:member>
</wfs:FeatureCollection>
