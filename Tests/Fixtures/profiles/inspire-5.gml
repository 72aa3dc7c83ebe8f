<?xml version="1.0" encoding="UTF-8"?>
<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:g="http://inspire.ec.europa.eu/schemas/us-govserv/5.0"
    xmlns:base="http://inspire.ec.europa.eu/schemas/base/4.0" xmlns:xlink="http://www.w3.org/1999/xlink" gml:id="c">
  <gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::25832"><gml:lowerCorner>266000 5620000</gml:lowerCorner><gml:upperCorner>330000 5750000</gml:upperCorner></gml:Envelope></gml:boundedBy>
  <gml:featureMembers>
    <g:GovernmentalService gml:id="a">
      <g:inspireId><base:Identifier><base:localId>a</base:localId><base:namespace>DE.NW</base:namespace></base:Identifier></g:inspireId>
      <g:serviceLocation><g:ServiceLocationType><g:serviceLocationByGeometry><gml:Point><gml:pos>294406.8 5628825.7</gml:pos></gml:Point></g:serviceLocationByGeometry></g:ServiceLocationType></g:serviceLocation>
      <g:serviceType xlink:href="https://inspire.ec.europa.eu/codelist/ServiceTypeValue/fireStation"/>
    </g:GovernmentalService>
    <g:GovernmentalService gml:id="b">
      <g:inspireId><base:Identifier><base:localId>b</base:localId><base:namespace>DE.NW</base:namespace></base:Identifier></g:inspireId>
      <g:serviceLocation><g:ServiceLocationType><g:serviceLocationByGeometry>
        <gml:MultiSurface><gml:surfaceMember><gml:Polygon>
          <gml:exterior><gml:LinearRing><gml:pos>325435.7 5745512.3</gml:pos><gml:pos>325475.7 5745512.3</gml:pos><gml:pos>325475.7 5745552.3</gml:pos><gml:pos>325435.7 5745552.3</gml:pos><gml:pos>325435.7 5745512.3</gml:pos></gml:LinearRing></gml:exterior>
        </gml:Polygon></gml:surfaceMember></gml:MultiSurface></g:serviceLocationByGeometry></g:ServiceLocationType></g:serviceLocation>
      <g:serviceType xlink:href="https://inspire.ec.europa.eu/codelist/ServiceTypeValue/civilProtectionSite"/>
    </g:GovernmentalService>
  </gml:featureMembers>
</gml:FeatureCollection>
