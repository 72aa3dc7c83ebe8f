<?xml version="1.0" encoding="ISO-8859-1"?>
<ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/" xmlns:gml="http://www.opengis.net/gml">
  <gml:boundedBy><gml:Box><gml:coord><gml:X>5</gml:X><gml:Y>50</gml:Y></gml:coord><gml:coord><gml:X>6</gml:X><gml:Y>51</gml:Y></gml:coord></gml:Box></gml:boundedBy>
  <gml:featureMember><ogr:posten fid="posten.0"><ogr:geometryProperty><gml:Point srsName="EPSG:4326"><gml:coordinates>5.6889,50.8486</gml:coordinates></gml:Point></ogr:geometryProperty><ogr:NAAM>Maastricht</ogr:NAAM><ogr:DIENST>Brandweer</ogr:DIENST></ogr:posten></gml:featureMember>
  <gml:featureMember><ogr:posten fid="posten.1"><ogr:geometryProperty><gml:Point srsName="EPSG:4326"><gml:coordinates decimal="," cs=" " ts=";">6,0839 50,7747</gml:coordinates></gml:Point></ogr:geometryProperty><ogr:NAAM>Aachen</ogr:NAAM><ogr:DIENST>Rettungsdienst</ogr:DIENST></ogr:posten></gml:featureMember>
  <gml:featureMember><ogr:posten fid="posten.2"><ogr:geometryProperty><gml:Point srsName="EPSG:4326"><gml:coord><gml:X>6.0208</gml:X><gml:Y>50.7546</gml:Y></gml:coord></gml:Point></ogr:geometryProperty><ogr:NAAM>Vaals</ogr:NAAM><ogr:SOORT>brandweerpost</ogr:SOORT></ogr:posten></gml:featureMember>
  <gml:featureMember><ogr:posten fid="posten.3"><ogr:NAAM>Nowhere</ogr:NAAM><ogr:DIENST>Brandweer</ogr:DIENST></ogr:posten></gml:featureMember>
</ogr:FeatureCollection>
