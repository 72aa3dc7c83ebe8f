<?xml version="1.0" encoding="UTF-8"?>
<SpatialDataSet xmlns="http://inspire.ec.europa.eu/schemas/base/3.3" xmlns:gml="http://www.opengis.net/gml/3.2"
    xmlns:us-govserv="http://inspire.ec.europa.eu/schemas/us-govserv/3.0" gml:id="d">
  <identifier><Identifier><localId>set</localId><namespace>BE.X</namespace></Identifier></identifier>
  <metadata/>
  <member>
    <us-govserv:GovernmentalService gml:id="x1">
      <us-govserv:inspireId><Identifier><localId>x1</localId><namespace>BE.X</namespace></Identifier></us-govserv:inspireId>
      <us-govserv:serviceLocation><us-govserv:ServiceLocationType><us-govserv:serviceLocationByGeometry>
        <gml:Point srsName="http://www.opengis.net/gml/srs/epsg.xml#4326"><gml:pos>4.3936 51.3586</gml:pos></gml:Point>
      </us-govserv:serviceLocationByGeometry></us-govserv:ServiceLocationType></us-govserv:serviceLocation>
      <us-govserv:serviceType codeSpace="http://inspire.ec.europa.eu/codelist/ServiceTypeValue">fireProtectionService</us-govserv:serviceType>
    </us-govserv:GovernmentalService>
  </member>
</SpatialDataSet>
