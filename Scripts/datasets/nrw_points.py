"""The point of a municipality of North Rhine-Westphalia, for what is known to be there, but not where."""


def municipality(row):
    """The position for a row of nrw_municipalities.csv, called what it is."""
    derived = {"lat": float(row["lat"]), "lon": float(row["lon"]), "quality": "municipality-centroid", "basis": "derived"}
    if row["position_source"] == "geonames":
        return {**derived, "source": "geonames", "note": f"GeoNames point {row['geonames_id']} of the municipality, not the station's"}
    return {**derived, "source": "census", "note": "Mean of the municipality's postcode points by people, not the station's"}
