#!/usr/bin/env python3
"""Opens the directory of a running service in QGIS by its address: its own provider of OGC API – Features reads every
feature over every page. Runs under the Python that has the package qgis (Debian python3-qgis).
"""
import json
import os
import sys
from urllib.request import urlopen

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: qgis_features.py ADDRESS")
    try:
        from qgis.core import QgsApplication, QgsVectorLayer
    except ImportError:
        sys.exit("there is no package qgis: apt install python3-qgis")
    address = sys.argv[1]
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    failures = []
    for collection in ("units", "stations", "control-rooms", "areas"):
        with urlopen(f"{address}/features/collections/{collection}/items?limit=1") as answer:
            wanted = json.load(answer)["numberMatched"]
        layer = QgsVectorLayer(f"url='{address}/features' typename='{collection}' pageSize='1000'", collection, "OAPIF")
        found = sum(1 for _ in layer.getFeatures()) if layer.isValid() else 0
        fields = [field.name() for field in layer.fields()] if layer.isValid() else []
        print(f"{collection}: {found} of {wanted} features, {len(fields)} fields")
        if found != wanted or not fields:
            failures.append(f"{collection}: {layer.error().summary()}")
    application.exitQgis()
    print(f"{len(failures)} findings", *failures, sep="\n")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
