<?xml version="1.0" encoding="UTF-8"?>
<vr:FeatureCollection xmlns:vr="urn:example:vr" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink">
  <!-- Vehicles before the stations that they belong to. -->
  <gml:featureMember><vr:Voertuig gml:id="v1"><vr:roepnummer>24-1131</vr:roepnummer><vr:soort>TS</vr:soort><vr:post xlink:href="#p1"/></vr:Voertuig></gml:featureMember>
  <gml:featureMember><vr:Voertuig gml:id="v2"><vr:roepnummer>24-1151</vr:roepnummer><vr:soort>RV</vr:soort><vr:post xlink:href="#p1"/></vr:Voertuig></gml:featureMember>
  <gml:featureMember><vr:Voertuig gml:id="v3"><vr:soort>TS</vr:soort><vr:post xlink:href="#p9"/></vr:Voertuig></gml:featureMember>
  <gml:featureMember><vr:Post gml:id="p1"><vr:code>MST</vr:code><vr:naam>Maastricht</vr:naam><vr:ligging><gml:Point srsName="urn:ogc:def:crs:EPSG::28992"><gml:pos>176248.4 317684.1</gml:pos></gml:Point></vr:ligging></vr:Post></gml:featureMember>
  <gml:featureMember><vr:Post gml:id="p2"><vr:code>ISB</vr:code><vr:naam>Isselburg</vr:naam><vr:ligging><gml:Point srsName="http://www.opengis.net/def/crs/EPSG/0/28992"><gml:pos>229404.9 427741.7</gml:pos></gml:Point></vr:ligging></vr:Post></gml:featureMember>
  <gml:featureMember><vr:Post gml:id="p3"><vr:code>VLS</vr:code><vr:naam>Vaals</vr:naam><vr:ligging><gml:Point srsName="http://www.opengis.net/gml/srs/epsg.xml#28992"><gml:pos>199713.9 307376.2</gml:pos></gml:Point></vr:ligging></vr:Post></gml:featureMember>
  <gml:featureMember><vr:Voertuig gml:id="v4"><vr:soort>HV</vr:soort><vr:post xlink:href="VLS"/></vr:Voertuig></gml:featureMember>
</vr:FeatureCollection>
