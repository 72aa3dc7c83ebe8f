"""Fits areas of one source into a country drawn by another, and simplifies them together.

Official areas and the country's border come from different surveys: along the border they cross each other every few
hundred metres, and areas mostly end at the coast while the country goes on. Here every line is drawn into one net, each
face of the net gets the area that holds it, or where none does the nearest, and faces of one area are joined. So the
areas fill the country without gap or overlap, and its border keeps its vertices. What areas have in common is
simplified once.
"""
import shapely
from shapely.geometry import LineString, MultiPoint

from region_labels import LON_SCALE

GRID = 1e-6          # degrees: the last decimal of what is written
SAMPLE = 0.002       # degrees between points along outer edges from which open ground is dealt out, some 150 m
MARGIN = 0.05        # degrees around a country in which areas are looked at


def plane(geometry):
    """Longitude shrunk so that plane distances are right to a percent or so at these latitudes."""
    return shapely.transform(geometry, lambda xy: xy * [LON_SCALE, 1.0])


def degrees(geometry):
    return shapely.transform(geometry, lambda xy: xy / [LON_SCALE, 1.0])


def cells(points):
    """{label: union of the Voronoi cells of its points}; points are (lon, lat, label), of one label where twice."""
    labelled = {(lon, lat): label for lon, lat, label in points}
    ordered = sorted(labelled)
    cloud = plane(MultiPoint(ordered))
    west, south, east, north = cloud.bounds
    drawn = shapely.voronoi_polygons(cloud, extend_to=shapely.box(west - 2, south - 2, east + 2, north + 2), ordered=True)
    grouped = {}
    for place, cell in zip(ordered, drawn.geoms):
        grouped.setdefault(labelled[place], []).append(cell)
    return {label: degrees(shapely.union_all(parts)) for label, parts in grouped.items()}


def outer_samples(areas):
    """Points along those edges of areas that no other area shares, as (lon, lat, number of the area)."""
    tree = shapely.STRtree(areas)
    union = shapely.union_all(areas)
    edges = shapely.segmentize(union.boundary, SAMPLE)
    for lon, lat in shapely.get_coordinates(edges):
        yield lon, lat, int(tree.nearest(shapely.Point(lon, lat)))


def lines_of(geometry):
    """The lines of any geometry, without points an intersection may leave."""
    if geometry.geom_type in ("LineString", "LinearRing"):
        return [] if geometry.is_empty else [geometry]
    return [line for part in getattr(geometry, "geoms", []) for line in lines_of(part)]


def net(country, areas, dividing):
    """The faces into which the border, the areas' edges and further lines divide a country."""
    inner = shapely.union_all([area.boundary for area in areas] + dividing, grid_size=GRID)
    lines = lines_of(country.boundary) + lines_of(inner.intersection(country, grid_size=GRID))
    noded = shapely.union_all(lines, grid_size=GRID)
    faces = shapely.polygonize(lines_of(noded)).geoms
    inside = shapely.contains_properly(country, [face.representative_point() for face in faces])
    return [face for face, is_inside in zip(faces, inside) if is_inside]


def without_crossings(areas, country):
    """Takes away border points that the country does not have and at which no two areas meet."""
    corners = {tuple(p) for p in shapely.get_coordinates(country).round(6)}
    border = country.boundary
    shapely.prepare(border)
    users = {}
    for area in areas:
        for point in {tuple(p) for p in shapely.get_coordinates(area)}:
            users[point] = users.get(point, 0) + 1
    candidates = [p for p, count in users.items() if count == 1 and p not in corners]
    near = shapely.dwithin(border, shapely.points(candidates), 2 * GRID) if candidates else []
    crossings = {p for p, is_near in zip(candidates, near) if is_near}

    def cleaned(ring):
        points = [p for p in list(ring.coords)[:-1] if p not in crossings]
        return points if len(points) > 2 else list(ring.coords)[:-1]

    return [shapely.MultiPolygon([(cleaned(polygon.exterior), [cleaned(hole) for hole in polygon.interiors])
                                  for polygon in getattr(area, "geoms", [area])]) for area in areas]


def fitted(country, areas, dividing=()):
    """{number of an area: its part of a country}; ground that no area holds goes to the nearest.

    `dividing` has lines along which large open ground is dealt out; a face between lines goes to one area as a whole.
    """
    near = [i for i, area in enumerate(areas) if area.intersects(country.envelope.buffer(MARGIN))]
    tree = shapely.STRtree([areas[i] for i in near])
    faces = net(country, [areas[i] for i in near], list(dividing))
    places = [face.representative_point() for face in faces]
    holders = {int(face): near[int(area)] for face, area in zip(*tree.query(places, predicate="within"))}
    grouped = {}
    for number, face in enumerate(faces):
        owner = holders.get(number)
        grouped.setdefault(near[int(tree.nearest(places[number]))] if owner is None else owner, []).append(face)
    numbers = sorted(grouped)
    joined = without_crossings([shapely.union_all(grouped[number]) for number in numbers], country)
    return dict(zip(numbers, joined))


def open_ground(country, areas):
    """What of a country no area holds."""
    return country.difference(shapely.union_all(areas), grid_size=GRID)


def dividing_lines(ground, areas):
    """Lines that deal out open ground to the nearest areas."""
    shares = cells(outer_samples(areas))
    edges = shapely.union_all([share.boundary for share in shares.values()])
    return lines_of(edges.intersection(ground.buffer(GRID)))


def simplified(areas, tolerance):
    """Areas with fewer points in the edges that they share; the outer edge and what meets there stay as they are.

    The tolerance is the side of a square in degrees of latitude: a point goes when the triangle that it makes with its
    neighbours is smaller than half of it or so (Visvalingam and Whyatt).
    """
    plain = shapely.coverage_simplify([plane(area) for area in areas], tolerance, simplify_boundary=False)
    return [shapely.transform(degrees(area), lambda xy: xy.round(6)) for area in plain]
