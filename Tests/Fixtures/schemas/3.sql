-- A directory as version 1.0.0 wrote it after migration 3: the documents of Tests/CommandTests/Fixtures, and reports.
PRAGMA page_size = 8192;
BEGIN;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
CREATE TABLE directory (version INTEGER NOT NULL);
CREATE TABLE import (
  id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, subject TEXT NOT NULL, version INTEGER NOT NULL,
  action TEXT NOT NULL, of_version INTEGER, issued REAL NOT NULL, imported_at REAL NOT NULL,
  file TEXT, profile TEXT,
  read INTEGER NOT NULL DEFAULT 0, added INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0, removed INTEGER NOT NULL DEFAULT 0, rejected INTEGER NOT NULL DEFAULT 0,
  errors INTEGER NOT NULL DEFAULT 0, warnings INTEGER NOT NULL DEFAULT 0, problems TEXT NOT NULL DEFAULT '[]',
  UNIQUE (kind, subject, version)
);
CREATE TABLE document (
  kind TEXT NOT NULL, id TEXT NOT NULL, issued REAL NOT NULL, title TEXT NOT NULL, xml TEXT NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE TABLE document_past (
  kind TEXT NOT NULL, id TEXT NOT NULL, issued REAL NOT NULL, title TEXT NOT NULL, xml TEXT NOT NULL,
  since INTEGER NOT NULL, until INTEGER NOT NULL
);
CREATE TABLE registry (
  key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rank INTEGER NOT NULL, issued REAL NOT NULL,
  body TEXT NOT NULL, profile TEXT NOT NULL, since INTEGER NOT NULL
);
CREATE TABLE registry_past (
  key INTEGER NOT NULL, id TEXT NOT NULL, rank INTEGER NOT NULL, issued REAL NOT NULL,
  body TEXT NOT NULL, profile TEXT NOT NULL, since INTEGER NOT NULL,
  until INTEGER NOT NULL
);
CREATE TABLE organisation (
  key INTEGER PRIMARY KEY, id TEXT NOT NULL, body TEXT NOT NULL, digest INTEGER NOT NULL,
  registry INTEGER NOT NULL, since INTEGER NOT NULL, hidden INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE organisation_past (
  key INTEGER PRIMARY KEY, id TEXT NOT NULL, body TEXT NOT NULL, digest INTEGER NOT NULL,
  registry INTEGER NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL
);
CREATE TABLE control_room (
  key INTEGER PRIMARY KEY, id TEXT NOT NULL, country TEXT NOT NULL, body TEXT NOT NULL, digest INTEGER NOT NULL,
  registry INTEGER NOT NULL, since INTEGER NOT NULL, hidden INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE control_room_past (
  key INTEGER PRIMARY KEY, id TEXT NOT NULL, country TEXT NOT NULL, body TEXT NOT NULL, digest INTEGER NOT NULL,
  registry INTEGER NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL
);
CREATE TABLE station (
  key INTEGER PRIMARY KEY, id TEXT NOT NULL, country TEXT NOT NULL, service TEXT, name TEXT NOT NULL, organisation TEXT, control_room TEXT, kind TEXT, latitude REAL NOT NULL, longitude REAL NOT NULL, quality TEXT NOT NULL, staffing TEXT, body TEXT, digest INTEGER NOT NULL,
  registry INTEGER NOT NULL, since INTEGER NOT NULL, hidden INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE station_past (
  key INTEGER PRIMARY KEY, id TEXT NOT NULL, country TEXT NOT NULL, service TEXT, name TEXT NOT NULL, organisation TEXT, control_room TEXT, kind TEXT, latitude REAL NOT NULL, longitude REAL NOT NULL, quality TEXT NOT NULL, staffing TEXT, body TEXT, digest INTEGER NOT NULL,
  registry INTEGER NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL
);
CREATE TABLE unit (
  key INTEGER PRIMARY KEY, id TEXT NOT NULL, station TEXT NOT NULL, service TEXT NOT NULL, type TEXT NOT NULL, country TEXT NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL, place INTEGER NOT NULL, capabilities TEXT NOT NULL, staffing TEXT, turnouts TEXT, organisation TEXT, body TEXT, digest INTEGER NOT NULL,
  registry INTEGER NOT NULL, since INTEGER NOT NULL, hidden INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE unit_past (
  key INTEGER PRIMARY KEY, id TEXT NOT NULL, station TEXT NOT NULL, service TEXT NOT NULL, type TEXT NOT NULL, country TEXT NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL, place INTEGER NOT NULL, capabilities TEXT NOT NULL, staffing TEXT, turnouts TEXT, organisation TEXT, body TEXT, digest INTEGER NOT NULL,
  registry INTEGER NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL
);
CREATE TABLE availability (
  key INTEGER PRIMARY KEY, unit TEXT NOT NULL, status TEXT NOT NULL, since REAL NOT NULL, until REAL,
  source TEXT, note TEXT, received_at REAL NOT NULL
);
CREATE TABLE area (
  key INTEGER PRIMARY KEY, document TEXT NOT NULL, code TEXT NOT NULL, country TEXT NOT NULL,
  level TEXT NOT NULL, name TEXT NOT NULL, accuracy REAL NOT NULL
);
CREATE TABLE boundary_line (
  key INTEGER PRIMARY KEY, area INTEGER NOT NULL REFERENCES area (key) ON DELETE CASCADE, vertices BLOB NOT NULL
);
CREATE VIRTUAL TABLE boundary_box USING rtree (key, south, north, west, east);
CREATE TABLE demand_cell (
  key INTEGER PRIMARY KEY, document TEXT NOT NULL, code TEXT NOT NULL, country TEXT NOT NULL, region TEXT,
  latitude REAL NOT NULL, longitude REAL NOT NULL, place INTEGER NOT NULL, people INTEGER NOT NULL, year INTEGER,
  quality TEXT, source TEXT
);
CREATE TABLE official_total (
  document TEXT NOT NULL, country TEXT NOT NULL, region TEXT, people INTEGER NOT NULL, year INTEGER, source TEXT
);
CREATE TABLE station_digest (
  registry INTEGER PRIMARY KEY, import INTEGER NOT NULL, digests BLOB NOT NULL
);
INSERT INTO grdb_migrations VALUES ('1 directory');
INSERT INTO grdb_migrations VALUES ('2 population');
INSERT INTO grdb_migrations VALUES ('3 station digests');
INSERT INTO "directory" VALUES (14);
INSERT INTO "import" VALUES (1, 'vocabulary', 'words', 1, 'import', NULL, 1736121600.0, 1795949347.9709454, 'base/vocabulary.xml', NULL, 29, 29, 0, 0, 0, 0, 0, 0, '[]');
INSERT INTO "import" VALUES (2, 'boundaries', 'rectangles', 1, 'import', NULL, 1736121600.0, 1795949348.0436041, 'base/boundaries.xml', NULL, 6, 6, 0, 0, 0, 0, 0, 0, '[]');
INSERT INTO "import" VALUES (3, 'norms', 'standards', 1, 'import', NULL, 1736121600.0, 1795949348.0644755, 'base/norms.xml', NULL, 5, 5, 0, 0, 0, 0, 0, 0, '[]');
INSERT INTO "import" VALUES (4, 'packages', 'cards', 1, 'import', NULL, 1736121600.0, 1795949348.1294916, 'base/packages.xml', NULL, 2, 2, 0, 0, 0, 0, 0, 0, '[]');
INSERT INTO "import" VALUES (5, 'population', 'people', 1, 'import', NULL, 1736121600.0, 1795949348.1697054, 'base/population.xml', NULL, 10, 10, 0, 0, 0, 0, 0, 0, '[]');
INSERT INTO "import" VALUES (6, 'registry', 'be', 1, 'import', NULL, 1736208000.0, 1795949348.2515793, 'base/be.xml', 'native', 4, 4, 0, 0, 0, 0, 0, 1, '[{"code":"unknown-type","line":28,"message":"type ''XX-9'' is not in the vocabulary of BE: kept, it matches by service","record":"be-hautpré.xx1","severity":"warning"}]');
INSERT INTO "import" VALUES (7, 'registry', 'de', 1, 'import', NULL, 1736294400.0, 1795949348.3119018, 'base/de.xml', 'native', 6, 6, 0, 0, 0, 0, 0, 0, '[]');
INSERT INTO "import" VALUES (8, 'registry', 'nl-community', 1, 'import', NULL, 1736380800.0, 1795949348.3492382, 'base/nl-community.xml', 'native', 1, 1, 0, 0, 0, 0, 0, 0, '[]');
INSERT INTO "import" VALUES (9, 'registry', 'nl', 1, 'import', NULL, 1736121600.0, 1795949348.415153, 'base/nl.xml', 'native', 6, 6, 0, 0, 0, 0, 0, 5, '[{"code":"described-twice","line":20,"message":"station ''nl-oosthoek'' is also listed by ''nl-community'': ''nl'' ranks highest","record":"nl-oosthoek","severity":"warning"},{"code":"conflict","line":20,"message":"station ''nl-oosthoek'': name is ''nl: Oosthoek'' (nl) and not ''nl: Brandweer Oosthoek'' (nl-community)","record":"nl-oosthoek","severity":"warning"},{"code":"conflict","line":20,"message":"station ''nl-oosthoek'': position is ''50.7702,5.995 (building)'' (nl) and not ''50.771,5.996 (approximate)'' (nl-community), 114 m apart","record":"nl-oosthoek","severity":"warning"},{"code":"described-twice","line":25,"message":"unit ''nl-oosthoek.ts1'' is also listed by ''nl-community'': ''nl'' ranks highest","record":"nl-oosthoek.ts1","severity":"warning"},{"code":"conflict","line":25,"message":"unit ''nl-oosthoek.ts1'': type is ''TS'' (nl) and not ''RV'' (nl-community)","record":"nl-oosthoek.ts1","severity":"warning"}]');
INSERT INTO "import" VALUES (10, 'agreements', 'treaties', 1, 'import', NULL, 1736121600.0, 1795949348.4911332, 'base/agreements.xml', NULL, 5, 5, 0, 0, 0, 0, 0, 0, '[]');
INSERT INTO "import" VALUES (11, 'interoperability', 'together', 1, 'import', NULL, 1736121600.0, 1795949348.4987864, 'base/interoperability.xml', NULL, 14, 14, 0, 0, 0, 0, 0, 0, '[]');
INSERT INTO "import" VALUES (12, 'registry', 'nl', 2, 'import', NULL, 1738800000.0, 1795949348.9556608, 'more/nl-later.xml', 'native', 6, 1, 2, 3, 1, 0, 0, 6, '[{"code":"unknown-type","line":40,"message":"type ''TS4'' is not in the vocabulary of NL: kept, it matches by service; did you mean ''TS''?","record":"nl-noordzijde.ts1","severity":"warning"},{"code":"described-twice","line":20,"message":"station ''nl-oosthoek'' is also listed by ''nl-community'': ''nl'' ranks highest","record":"nl-oosthoek","severity":"warning"},{"code":"conflict","line":20,"message":"station ''nl-oosthoek'': name is ''nl: Oosthoek'' (nl) and not ''nl: Brandweer Oosthoek'' (nl-community)","record":"nl-oosthoek","severity":"warning"},{"code":"conflict","line":20,"message":"station ''nl-oosthoek'': position is ''50.772,5.997 (building)'' (nl) and not ''50.771,5.996 (approximate)'' (nl-community), 132 m apart","record":"nl-oosthoek","severity":"warning"},{"code":"described-twice","line":25,"message":"unit ''nl-oosthoek.ts1'' is also listed by ''nl-community'': ''nl'' ranks highest","record":"nl-oosthoek.ts1","severity":"warning"},{"code":"conflict","line":25,"message":"unit ''nl-oosthoek.ts1'': type is ''TS'' (nl) and not ''RV'' (nl-community)","record":"nl-oosthoek.ts1","severity":"warning"}]');
INSERT INTO "document" VALUES ('agreements', 'treaties', 1736121600.0, 'Invented agreements', '<agreements xmlns="urn:mutual-aid:1.0" id="treaties" issued="2025-01-06T00:00:00Z">
  <title xml:lang="en">Invented agreements</title>
  <title xml:lang="de">Erfundene Vereinbarungen</title>
  <source id="own" title="Invented for tests" licence="as the project"/>
  <agreement id="neighbours" signed="2010-05-01" in-force="2011-01-01" verification="verified">
    <title xml:lang="en">Neighbours help in emergencies</title>
    <title xml:lang="fr">Entraide entre voisins</title>
    <title xml:lang="nl">Burenhulp bij spoed</title>
    <title xml:lang="de">Nachbarschaftshilfe im Notfall</title>
    <citation>Invented treaty of 1 May 2010</citation>
    <rule id="neighbours.de-nl" services="fire" purposes="daily large-incident" within-km-of-border="10" article="3">
      <lender country="DE"/>
      <borrower country="NL"/>
      <condition>on-request</condition>
      <condition>faster-or-shortage</condition>
      <document xml:lang="en">List of the crew</document>
    </rule>
    <rule id="neighbours.nl-de" services="fire ambulance" purposes="daily large-incident" within-km-of-border="10" article="4">
      <lender country="NL"/>
      <borrower country="DE"/>
    </rule>
  </agreement>
  <agreement id="nights" in-force="2015" verification="unverified">
    <title xml:lang="en">Help at night</title>
    <title xml:lang="fr">Aide de nuit</title>
    <citation>Invented exchange of letters of 2015</citation>
    <rule id="nights.be-nl" services="fire ambulance" purposes="daily">
      <lender country="BE">
        <place name="Clairval" lat="50.7350" lon="5.9600" radius-km="5"/>
      </lender>
      <borrower country="NL"/>
      <window from="18:00" to="06:00"/>
      <window days="sa su holiday"/>
    </rule>
  </agreement>
  <agreement id="no-transport" in-force="2012-07" verification="secondary">
    <title xml:lang="en">No ambulances across this border</title>
    <citation>Invented decision of July 2012</citation>
    <rule id="no-transport.de-nl" effect="forbid" services="ambulance" purposes="daily" article="1">
      <lender country="DE"/>
      <borrower country="NL"/>
    </rule>
  </agreement>
  <agreement id="old" in-force="1990" ends="2011-01-01" successor="neighbours" verification="secondary">
    <title xml:lang="en">The former treaty</title>
    <citation>Invented treaty of 1990</citation>
    <rule id="old.de-be" services="fire" purposes="daily disaster">
      <lender country="DE"/>
      <borrower country="BE"/>
    </rule>
  </agreement>
</agreements>
', 10);
INSERT INTO "document" VALUES ('boundaries', 'rectangles', 1736121600.0, 'Invented rectangles', '<boundaries xmlns="urn:mutual-aid:1.0" id="rectangles" issued="2025-01-06T00:00:00Z">
  <title xml:lang="en">Invented rectangles</title>
  <source id="own" title="Invented for tests" licence="as the project"/>
  <area code="NL" country="NL" level="country" accuracy-m="50" basis="assumed">
    <name xml:lang="nl">Nederland</name>
    <name xml:lang="en">Netherlands</name>
    <polygon>
      <ring>50.75 5.60 50.75 6.02 51.05 6.02 51.05 5.60 50.75 5.60</ring>
    </polygon>
  </area>
  <area code="BE" country="BE" level="country" accuracy-m="50" basis="assumed">
    <name xml:lang="fr">Belgique</name>
    <name xml:lang="nl">België</name>
    <name xml:lang="en">Belgium</name>
    <polygon>
      <ring>50.45 5.60 50.45 6.02 50.75 6.02 50.75 5.60 50.45 5.60</ring>
    </polygon>
  </area>
  <area code="DE" country="DE" level="country" accuracy-m="50" basis="assumed">
    <name xml:lang="de">Deutschland</name>
    <name xml:lang="en">Germany</name>
    <polygon>
      <ring>50.45 6.02 50.45 6.50 51.05 6.50 51.05 6.02 50.45 6.02</ring>
    </polygon>
  </area>
  <area code="NL-VR24" country="NL" level="region" accuracy-m="50" basis="assumed">
    <name xml:lang="nl">Verzonnen veiligheidsregio</name>
    <name xml:lang="en">Invented safety region</name>
    <polygon>
      <ring>50.75 5.60 50.75 6.02 51.05 6.02 51.05 5.60 50.75 5.60</ring>
    </polygon>
  </area>
  <area code="BE33" country="BE" level="region" accuracy-m="50" basis="assumed">
    <name xml:lang="fr">Province inventée</name>
    <name xml:lang="en">Invented province</name>
    <polygon>
      <ring>50.45 5.60 50.45 6.02 50.75 6.02 50.75 5.60 50.45 5.60</ring>
    </polygon>
  </area>
  <area code="DEA2D" country="DE" level="region" accuracy-m="50" basis="assumed">
    <name xml:lang="de">Erfundener Kreis</name>
    <name xml:lang="en">Invented district</name>
    <polygon>
      <ring>50.45 6.02 50.45 6.50 51.05 6.50 51.05 6.02 50.45 6.02</ring>
    </polygon>
  </area>
</boundaries>
', 2);
INSERT INTO "document" VALUES ('interoperability', 'together', 1736121600.0, 'Invented facts on working together', '<interoperability xmlns="urn:mutual-aid:1.0" id="together" issued="2025-01-06T00:00:00Z">
  <title xml:lang="en">Invented facts on working together</title>
  <source id="own" title="Invented for tests" licence="as the project"/>
  <speech country="NL" basis="derived">
    <language>nl</language>
  </speech>
  <speech country="BE" basis="derived">
    <language>fr</language>
  </speech>
  <speech country="DE" basis="derived">
    <language>de</language>
  </speech>
  <gateway id="gateway" regions="DEA2D NL-VR24" reach-km="10" basis="assumed">
    <name xml:lang="en">invented gateway</name>
    <name xml:lang="nl">verzonnen koppeling</name>
    <name xml:lang="fr">passerelle inventée</name>
    <name xml:lang="de">erfundene Kopplung</name>
    <radio>BOS-Digital</radio>
    <radio>C2000</radio>
  </gateway>
  <coupling countries="NL DE" fit="adapter" basis="assumed">
    <note xml:lang="en">Carry an adapter.</note>
    <note xml:lang="nl">Neem een verloopstuk mee.</note>
    <note xml:lang="fr">Emportez un adaptateur.</note>
    <note xml:lang="de">Übergangsstück mitnehmen.</note>
  </coupling>
  <coupling countries="NL BE" fit="same" basis="assumed"/>
  <blue-light country="NL" basis="assumed">
    <text xml:lang="en">Blue lights: allowed (invented)</text>
    <text xml:lang="nl">Zwaailicht: toegestaan (verzonnen)</text>
    <text xml:lang="fr">Feux bleus : autorisés (inventé)</text>
    <text xml:lang="de">Blaulicht: erlaubt (erfunden)</text>
  </blue-light>
  <request-delay from-country="NL" to-room="be-room" seconds="60" basis="assumed"/>
  <weight fact="crew-language" points="8"/>
  <weight fact="room-language" points="4"/>
  <weight fact="radio" points="3"/>
  <weight fact="gateway" points="2"/>
  <weight fact="coupling" points="2"/>
  <weight fact="adapter" points="1"/>
</interoperability>
', 11);
INSERT INTO "document" VALUES ('norms', 'standards', 1736121600.0, 'Invented standards of cover', '<norms xmlns="urn:mutual-aid:1.0" id="standards" issued="2025-01-06T00:00:00Z">
  <title xml:lang="en">Invented standards of cover</title>
  <source id="own" title="Invented for tests" licence="as the project"/>
  <norm id="nl-fire-first" country="NL" service="fire" need="pumping" clock-start="alarm" verification="verified">
    <title xml:lang="en">First pumper</title>
    <title xml:lang="nl">Eerste tankautospuit</title>
    <threshold seconds="600" units="1" share="80"/>
    <citation>Invented decree, article 1</citation>
  </norm>
  <norm id="nl-ambulance" country="NL" service="ambulance" need="patient-transport" clock-start="call" verification="secondary">
    <title xml:lang="en">Urgent ambulance</title>
    <title xml:lang="nl">Spoedambulance</title>
    <threshold seconds="900" share="95" units="1"/>
    <citation>Invented decree, article 2</citation>
  </norm>
  <norm id="be-fire" country="BE" service="fire" need="pumping" clock-start="alarm" verification="unverified">
    <title xml:lang="en">Yardstick for the first pumper</title>
    <title xml:lang="fr">Repère pour la première autopompe</title>
    <threshold seconds="720" crew="6" units="1"/>
    <citation>Assumption made for tests</citation>
  </norm>
  <norm id="de-fire" country="DE" service="fire" need="pumping" clock-start="dispatch-decision" verification="secondary">
    <title xml:lang="en">Nine people, then sixteen</title>
    <title xml:lang="de">Neun Funktionen, dann sechzehn</title>
    <threshold seconds="480" crew="9" share="90"/>
    <threshold seconds="780" crew="16" share="90"/>
    <citation>Invented recommendation</citation>
  </norm>
  <norm id="de-ambulance" country="DE" region="DEA" service="ambulance" need="patient-transport" clock-start="call" verification="secondary">
    <title xml:lang="en">Ambulance in the invented district</title>
    <title xml:lang="de">Rettungswagen im erfundenen Kreis</title>
    <threshold seconds="720" share="90" units="1"/>
    <citation>Invented rescue plan</citation>
  </norm>
</norms>
', 3);
INSERT INTO "document" VALUES ('packages', 'cards', 1736121600.0, 'Invented packages', '<packages xmlns="urn:mutual-aid:1.0" id="cards" issued="2025-01-06T00:00:00Z">
  <title xml:lang="en">Invented packages</title>
  <source id="own" title="Invented for tests" licence="as the project"/>
  <package id="house-fire" purpose="daily">
    <name xml:lang="en">House fire</name>
    <name xml:lang="fr">Feu de maison</name>
    <name xml:lang="nl">Woningbrand</name>
    <name xml:lang="de">Wohnungsbrand</name>
    <need count="2" service="fire">
      <name xml:lang="en">Pumper with six</name>
      <name xml:lang="fr">Autopompe à six</name>
      <name xml:lang="nl">Tankautospuit met zes</name>
      <name xml:lang="de">Löschfahrzeug mit sechs</name>
      <capability code="pumping" level="1000"/>
      <capability code="crew" level="6"/>
    </need>
    <need service="fire">
      <name xml:lang="en">Ladder</name>
      <name xml:lang="fr">Échelle</name>
      <name xml:lang="nl">Redvoertuig</name>
      <name xml:lang="de">Drehleiter</name>
      <capability code="ladder" level="23"/>
    </need>
    <need service="ambulance">
      <name xml:lang="en">Ambulance</name>
      <name xml:lang="fr">Ambulance</name>
      <name xml:lang="nl">Ambulance</name>
      <name xml:lang="de">Rettungswagen</name>
      <capability code="patient-transport" level="1"/>
    </need>
  </package>
  <package id="great-fire" service="fire" purpose="large-incident" max-per-station="1">
    <name xml:lang="en">Great fire</name>
    <name xml:lang="fr">Grand incendie</name>
    <name xml:lang="nl">Grote brand</name>
    <name xml:lang="de">Großbrand</name>
    <need count="8">
      <name xml:lang="en">Pumper</name>
      <name xml:lang="fr">Autopompe</name>
      <name xml:lang="nl">Tankautospuit</name>
      <name xml:lang="de">Löschfahrzeug</name>
      <capability code="pumping"/>
    </need>
    <need>
      <capability code="ladder" level="50"/>
    </need>
  </package>
</packages>
', 4);
INSERT INTO "document" VALUES ('population', 'people', 1736121600.0, 'Invented people', '<population xmlns="urn:mutual-aid:1.0" id="people" issued="2025-01-06T00:00:00Z">
  <title xml:lang="en">Invented people</title>
  <source id="own" title="Invented for tests" licence="as the project"/>
  <total country="NL" people="48000" year="2025" source="own"/>
  <cell code="oosthoek" country="NL" region="NL-VR24" lat="50.7703" lon="6.0050" people="9500" year="2025" source="own"/>
  <cell code="westerdorp" country="NL" region="NL-VR24" lat="50.8500" lon="5.6900" people="31000" year="2025" source="own"/>
  <cell code="noordzijde" country="NL" region="NL-VR24" lat="50.9600" lon="5.9900" people="4200" year="2025" source="own"/>
  <cell code="eenzaam" country="NL" region="NL-VR24" lat="50.9900" lon="5.7800" people="800" year="2025" source="own"/>
  <cell code="clairval" country="BE" region="BE33" lat="50.7300" lon="5.9700" people="6100" year="2025" source="own"/>
  <cell code="bas-pr&#xE9;" country="BE" region="BE33" lat="50.5500" lon="5.8800" people="1300" year="2025" source="own"/>
  <cell code="talheim" country="DE" region="DEA2D" lat="50.7800" lon="6.0900" people="88000" year="2025" source="own"/>
  <cell code="grenzhof" country="DE" region="DEA2D" lat="50.8010" lon="6.0350" people="2700" year="2025" source="own"/>
  <cell code="waldeck" country="DE" region="DEA2D" lat="50.6200" lon="6.3500" people="3900" year="2025" source="own"/>
</population>
', 5);
INSERT INTO "document" VALUES ('vocabulary', 'words', 1736121600.0, 'Invented vocabulary', '<vocabulary xmlns="urn:mutual-aid:1.0" id="words" issued="2025-01-06T00:00:00Z">
  <title xml:lang="en">Invented vocabulary</title>
  <title xml:lang="nl">Verzonnen woordenlijst</title>
  <source id="own" title="Invented for tests" licence="as the project"/>
  <capability code="pumping" services="fire" measure="l/min">
    <name xml:lang="en">Pumping</name>
    <name xml:lang="fr">Pompage</name>
    <name xml:lang="nl">Pompen</name>
    <name xml:lang="de">Pumpen</name>
  </capability>
  <capability code="ladder" services="fire" measure="m">
    <name xml:lang="en">Ladder or platform</name>
    <name xml:lang="fr">Échelle ou élévateur</name>
    <name xml:lang="nl">Redvoertuig</name>
    <name xml:lang="de">Hubrettungsfahrzeug</name>
  </capability>
  <capability code="technical-rescue" services="fire civil-protection">
    <name xml:lang="en">Technical rescue</name>
    <name xml:lang="fr">Secours routier</name>
    <name xml:lang="nl">Hulpverlening</name>
    <name xml:lang="de">Technische Hilfe</name>
  </capability>
  <capability code="medical-level" services="ambulance">
    <name xml:lang="en">Level of care</name>
    <name xml:lang="fr">Niveau de soins</name>
    <name xml:lang="nl">Zorgniveau</name>
    <name xml:lang="de">Versorgungsstufe</name>
    <level code="bls"/>
    <level code="nurse"/>
    <level code="doctor"/>
  </capability>
  <capability code="patient-transport" services="ambulance" measure="patients">
    <name xml:lang="en">Carrying patients</name>
    <name xml:lang="fr">Transport de patients</name>
    <name xml:lang="nl">Patiëntenvervoer</name>
    <name xml:lang="de">Patiententransport</name>
  </capability>
  <capability code="crew" measure="people">
    <name xml:lang="en">Crew</name>
    <name xml:lang="fr">Équipage</name>
    <name xml:lang="nl">Bemanning</name>
    <name xml:lang="de">Besatzung</name>
  </capability>
  <type code="TS" country="NL" service="fire" basis="assumed">
    <name xml:lang="nl">Tankautospuit</name>
    <name xml:lang="en">Pumper</name>
    <alias>TS6</alias>
    <capability code="pumping" level="2000"/>
    <capability code="technical-rescue"/>
    <crew size="6" basis="assumed"/>
  </type>
  <type code="RV" country="NL" service="fire" basis="assumed">
    <name xml:lang="nl">Redvoertuig</name>
    <name xml:lang="en">Ladder</name>
    <capability code="ladder" level="30"/>
    <crew size="2" basis="assumed"/>
  </type>
  <type code="AMBU" country="NL" service="ambulance" basis="assumed">
    <name xml:lang="nl">Ambulance</name>
    <name xml:lang="en">Ambulance</name>
    <capability code="medical-level" level="nurse"/>
    <capability code="patient-transport" level="1"/>
    <crew size="2" basis="assumed"/>
  </type>
  <type code="AP" country="BE" service="fire" basis="assumed">
    <name xml:lang="fr">Autopompe</name>
    <name xml:lang="nl">Autopomp</name>
    <name xml:lang="en">Pumper</name>
    <capability code="pumping" level="2000"/>
    <crew size="6" basis="assumed"/>
  </type>
  <type code="ZW" country="BE" service="ambulance" basis="assumed">
    <name xml:lang="nl">Ziekenwagen</name>
    <name xml:lang="fr">Ambulance</name>
    <name xml:lang="en">Ambulance</name>
    <capability code="medical-level" level="bls"/>
    <capability code="patient-transport" level="1"/>
    <crew size="2" basis="assumed"/>
  </type>
  <type code="LF10" country="DE" service="fire" basis="assumed">
    <name xml:lang="de">Löschgruppenfahrzeug 10</name>
    <name xml:lang="en">Pumper</name>
    <capability code="pumping" level="1000"/>
    <crew size="9" basis="assumed"/>
  </type>
  <type code="DLK23" country="DE" service="fire" basis="assumed">
    <name xml:lang="de">Drehleiter mit Korb</name>
    <name xml:lang="en">Turntable ladder</name>
    <capability code="ladder" level="23"/>
    <crew size="3" basis="assumed"/>
  </type>
  <type code="RTW" country="DE" service="ambulance" basis="assumed">
    <name xml:lang="de">Rettungswagen</name>
    <name xml:lang="en">Ambulance</name>
    <capability code="medical-level" level="bls"/>
    <capability code="patient-transport" level="1"/>
    <crew size="2" basis="assumed"/>
  </type>
  <type code="RTH" country="DE" service="ambulance" mobility="air" basis="assumed">
    <name xml:lang="de">Rettungshubschrauber</name>
    <name xml:lang="en">Rescue helicopter</name>
    <capability code="medical-level" level="doctor"/>
    <capability code="patient-transport" level="1"/>
    <crew size="3" basis="assumed"/>
  </type>
  <type code="THW-TZ" country="DE" service="civil-protection" group="true" basis="assumed">
    <name xml:lang="de">Technischer Zug</name>
    <name xml:lang="en">Technical platoon</name>
    <capability code="technical-rescue"/>
    <crew size="18" basis="assumed"/>
  </type>
  <turnout-default service="ambulance" mobility="air" seconds="120" basis="assumed"/>
  <turnout-default service="fire" staffing="career" seconds="90" basis="assumed"/>
  <turnout-default service="fire" staffing="volunteer" days="mo tu we th fr" from="07:00" to="17:00" seconds="360" basis="assumed"/>
  <turnout-default service="fire" seconds="240" basis="assumed"/>
  <turnout-default service="ambulance" seconds="90" basis="assumed"/>
  <turnout-default service="civil-protection" seconds="2700" basis="assumed"/>
  <status-system code="fms">
    <name xml:lang="de">Funkmeldesystem</name>
    <name xml:lang="en">German radio status system</name>
    <status code="1" means="available-mobile"/>
    <status code="2" means="available-at-station"/>
    <status code="3" means="responding"/>
    <status code="4" means="on-scene"/>
    <status code="6" means="unavailable"/>
  </status-system>
  <module code="INV" act="Invented act" verification="unverified">
    <name xml:lang="en">Invented module</name>
    <capability code="technical-rescue"/>
  </module>
  <holiday-calendar code="NL">
    <holiday date="2025-04-28" name="Verzonnen feestdag"/>
  </holiday-calendar>
</vocabulary>
', 1);
INSERT INTO "registry" VALUES (1, 'be', 2, 1736208000.0, '{"authority":"regional","country":"BE","id":"be","issued":757900800,"notes":[],"publisher":"Invented for tests","service":"fire","sources":[{"date":"2025-01","id":"own","licence":"as the project","title":"Invented for tests"}],"titles":[{"language":"fr","text":"Postes inventés en Belgique"},{"language":"en","text":"Invented stations in Belgium"}]}', 'native', 6);
INSERT INTO "registry" VALUES (2, 'de', 2, 1736294400.0, '{"authority":"regional","country":"DE","id":"de","issued":757987200,"notes":[],"publisher":"Invented for tests","service":"fire","sources":[{"date":"2025-01","id":"own","licence":"as the project","title":"Invented for tests"}],"titles":[{"language":"de","text":"Erfundene Wachen in Deutschland"},{"language":"en","text":"Invented stations in Germany"}]}', 'native', 7);
INSERT INTO "registry" VALUES (3, 'nl-community', 4, 1736380800.0, '{"authority":"community","country":"NL","id":"nl-community","issued":758073600,"notes":[],"publisher":"Invented for tests","service":"fire","sources":[{"id":"own","licence":"as the project","title":"Invented for tests"}],"titles":[{"language":"en","text":"Invented community map"}]}', 'native', 8);
INSERT INTO "registry" VALUES (4, 'nl', 1, 1738800000.0, '{"authority":"national","country":"NL","id":"nl","issued":760492800,"notes":[],"publisher":"Invented for tests","service":"fire","sources":[{"date":"2025-02","id":"own","licence":"as the project","title":"Invented for tests"}],"titles":[{"language":"nl","text":"Verzonnen posten in Nederland"},{"language":"en","text":"Invented stations in the Netherlands"}]}', 'native', 12);
INSERT INTO "registry_past" VALUES (4, 'nl', 1, 1736121600.0, '{"authority":"national","country":"NL","id":"nl","issued":757814400,"notes":[],"publisher":"Invented for tests","service":"fire","sources":[{"date":"2025-01","id":"own","licence":"as the project","title":"Invented for tests"}],"titles":[{"language":"nl","text":"Verzonnen posten in Nederland"},{"language":"en","text":"Invented stations in the Netherlands"}]}', 'native', 9, 12);
INSERT INTO "organisation" VALUES (1, 'be-zone', '{"basis":"published","country":"BE","id":"be-zone","kind":"fire-and-rescue-zone","names":[{"language":"fr","text":"Zone de secours inventée"}],"notes":[],"phones":[]}', -8993297518669040707, 1, 6, 0);
INSERT INTO "organisation" VALUES (2, 'de-town', '{"basis":"published","country":"DE","id":"de-town","kind":"municipality","names":[{"language":"de","text":"Stadt Talheim"}],"notes":[],"phones":[]}', -7715988162642583564, 2, 7, 0);
INSERT INTO "organisation" VALUES (3, 'de-thw', '{"basis":"published","country":"DE","id":"de-thw","kind":"federal-agency","names":[{"language":"de","text":"Erfundener Ortsverband"}],"notes":[],"phones":[]}', 4223782707525644254, 2, 7, 0);
INSERT INTO "organisation" VALUES (4, 'nl-region', '{"basis":"published","country":"NL","id":"nl-region","kind":"safety-region","names":[{"language":"nl","text":"Verzonnen veiligheidsregio"}],"notes":[],"phones":[{"basis":"published","kind":"office","number":"+31 00 000 0003"}]}', -2669220868679718075, 4, 12, 0);
INSERT INTO "organisation_past" VALUES (1, 'nl-region', '{"basis":"published","country":"NL","id":"nl-region","kind":"safety-region","names":[{"language":"nl","text":"Verzonnen veiligheidsregio"}],"notes":[],"phones":[{"basis":"published","kind":"office","number":"+31 00 000 0001"}]}', 7010083537960903481, 4, 9, 12);
INSERT INTO "control_room" VALUES (1, 'be-room', 'BE', '{"basis":"published","country":"BE","id":"be-room","languages":["fr","de"],"names":[{"language":"fr","text":"Centre 112 de Clairval"}],"notes":[],"phones":[{"basis":"published","kind":"emergency","number":"112"}],"radios":["ASTRID"],"services":["fire","ambulance","civil-protection"],"territories":[{"basis":"published","country":"BE","region":"BE33"}]}', -8652450690180189102, 1, 6, 0);
INSERT INTO "control_room" VALUES (2, 'de-room', 'DE', '{"basis":"published","country":"DE","id":"de-room","languages":["de","nl"],"names":[{"language":"de","text":"Leitstelle Talheim"}],"notes":[],"phones":[],"radios":["BOS-Digital"],"services":["fire","ambulance","civil-protection"],"territories":[{"basis":"published","country":"DE","region":"DEA2D"}]}', 5370313815138748285, 2, 7, 0);
INSERT INTO "control_room" VALUES (3, 'nl-room', 'NL', '{"basis":"published","country":"NL","id":"nl-room","languages":["nl"],"names":[{"language":"nl","text":"Meldkamer Westerdorp"},{"language":"en","text":"Westerdorp control room"}],"notes":[],"phones":[{"basis":"published","kind":"operations","number":"+31 00 000 0002"}],"radios":["C2000"],"services":["fire","ambulance","civil-protection"],"territories":[{"basis":"published","country":"NL","region":"NL-VR24"}]}', 7785069553792707523, 4, 9, 0);
INSERT INTO "station" VALUES (1, 'be-clairval', 'BE', 'fire', 'Clairval', 'be-zone', NULL, 'post', 50.735, 5.96, 'municipality-centroid', 'mixed', '{"names":[{"language":"fr","text":"Clairval"}],"staffing":{"basis":"published","kind":"mixed"}}', -3729017646672882747, 1, 6, 0);
INSERT INTO "station" VALUES (2, 'be-hautpré', 'BE', 'fire', 'Hautpré', 'be-zone', NULL, 'post', 50.63, 5.75, 'address', NULL, '{"names":[{"language":"fr","text":"Hautpré"}]}', -122366539978531858, 1, 6, 0);
INSERT INTO "station" VALUES (3, 'de-talheim', 'DE', 'fire', 'Talheim', 'de-town', NULL, 'station', 50.776, 6.084, 'building', 'career', '{"names":[{"language":"de","text":"Talheim"}],"staffing":{"basis":"published","kind":"career"}}', -3993305907931313296, 2, 7, 0);
INSERT INTO "station" VALUES (4, 'de-grenzhof', 'DE', 'fire', 'Grenzhof', 'de-town', NULL, 'station', 50.8, 6.04, 'building', 'volunteer', '{"names":[{"language":"de","text":"Grenzhof"}],"staffing":{"basis":"published","kind":"volunteer"}}', -2035092301513852912, 2, 7, 0);
INSERT INTO "station" VALUES (5, 'de-heliport', 'DE', 'ambulance', 'Hubschrauberlandeplatz', 'de-town', NULL, 'air-base', 50.82, 6.2, 'approximate', NULL, '{"names":[{"language":"de","text":"Hubschrauberlandeplatz"}]}', -9082596684566589283, 2, 7, 0);
INSERT INTO "station" VALUES (6, 'de-thw', 'DE', 'civil-protection', 'Technisches Hilfswerk', 'de-thw', NULL, 'station', 50.7, 6.3, 'address', NULL, '{"names":[{"language":"de","text":"Technisches Hilfswerk"}]}', -636269124411320693, 2, 7, 0);
INSERT INTO "station" VALUES (7, 'nl-oosthoek', 'NL', 'fire', 'Brandweer Oosthoek', NULL, NULL, 'station', 50.771, 5.996, 'approximate', NULL, '{"names":[{"language":"nl","text":"Brandweer Oosthoek"}]}', 4774347931817123695, 3, 8, 1);
INSERT INTO "station" VALUES (8, 'nl-oosthoek', 'NL', 'fire', 'Oosthoek', 'nl-region', NULL, 'station', 50.772, 5.997, 'building', 'career', '{"address":{"municipality":"Oosthoek","postcode":"0000 AA","street":"Kerkplein 1"},"names":[{"language":"nl","text":"Oosthoek"}],"staffing":{"basis":"published","hours":"24 uur","kind":"career"}}', 6257938129892194965, 4, 12, 1);
INSERT INTO "station" VALUES (9, 'nl-westerdorp', 'NL', 'fire', 'Westerdorp', 'nl-region', NULL, 'station', 50.851, 5.695, 'address', 'career', '{"names":[{"language":"nl","text":"Westerdorp"}],"staffing":{"basis":"published","kind":"career"},"turnouts":[{"basis":"published","seconds":75,"window":{"days":[]}}]}', 6068199165323301064, 4, 9, 0);
INSERT INTO "station" VALUES (10, 'nl-noordzijde', 'NL', 'fire', 'Noordzijde', 'nl-region', NULL, 'station', 50.95, 5.98, 'municipality-centroid', NULL, '{"basis":"assumed","names":[{"language":"nl","text":"Noordzijde"}],"position":{"basis":"derived","latitude":50.95,"longitude":5.98,"quality":"municipality-centroid"}}', 8578442956590655332, 4, 9, 0);
INSERT INTO "station" VALUES (11, 'nl-oosthoek', 'NL', 'fire', 'Oosthoek', 'nl-region', NULL, 'station', 50.772, 5.997, 'building', 'career', '{"address":{"municipality":"Oosthoek","postcode":"0000 AA","street":"Kerkplein 1"},"names":[{"language":"nl","text":"Oosthoek"}],"staffing":{"basis":"published","hours":"24 uur","kind":"career"}}', 6257938129892194965, 0, 0, 0);
INSERT INTO "station_past" VALUES (1, 'nl-oosthoek', 'NL', 'fire', 'Oosthoek', 'nl-region', NULL, 'station', 50.7702, 5.995, 'building', 'volunteer', '{"address":{"municipality":"Oosthoek","postcode":"0000 AA","street":"Kerkplein 1"},"names":[{"language":"nl","text":"Oosthoek"}],"staffing":{"basis":"published","hours":"24 uur","kind":"volunteer"}}', -4662565694262016639, 4, 9, 12);
INSERT INTO "unit" VALUES (1, 'be-clairval.ap1', 'be-clairval', 'fire', 'AP', 'BE', 50.735, 5.96, 3665775760682756, '', 'mixed', NULL, 'be-zone', '{"names":[{"language":"fr","text":"Autopompe Clairval"}]}', -4565203155281798360, 1, 6, 0);
INSERT INTO "unit" VALUES (2, 'be-clairval.zw1', 'be-clairval', 'ambulance', 'ZW', 'BE', 50.735, 5.96, 3665775760682756, '', 'mixed', NULL, 'be-zone', NULL, -2263013633198396127, 1, 6, 0);
INSERT INTO "unit" VALUES (3, 'be-hautpré.ap1', 'be-hautpré', 'fire', 'AP', 'BE', 50.63, 5.75, 3665772347854946, '', NULL, NULL, 'be-zone', NULL, -8206394539643389215, 1, 6, 0);
INSERT INTO "unit" VALUES (4, 'be-hautpré.xx1', 'be-hautpré', 'fire', 'XX-9', 'BE', 50.63, 5.75, 3665772347854946, '', NULL, NULL, 'be-zone', '{"notes":[{"language":"en","text":"Of a type that no vocabulary knows."}]}', 5586220089528889095, 1, 6, 0);
INSERT INTO "unit" VALUES (5, 'de-talheim.lf1', 'de-talheim', 'fire', 'LF10', 'DE', 50.776, 6.084, 3665782268321482, '', 'career', NULL, 'de-town', NULL, 3587692692838404824, 2, 7, 0);
INSERT INTO "unit" VALUES (6, 'de-talheim.dlk1', 'de-talheim', 'fire', 'DLK23', 'DE', 50.776, 6.084, 3665782268321482, '', 'career', NULL, 'de-town', NULL, 7810321205160854202, 2, 7, 0);
INSERT INTO "unit" VALUES (7, 'de-talheim.rtw1', 'de-talheim', 'ambulance', 'RTW', 'DE', 50.776, 6.084, 3665782268321482, '', 'career', NULL, 'de-town', NULL, -5191530876387982412, 2, 7, 0);
INSERT INTO "unit" VALUES (8, 'de-grenzhof.lf1', 'de-grenzhof', 'fire', 'LF10', 'DE', 50.8, 6.04, 3665781933759314, '', 'volunteer', NULL, 'de-town', NULL, -1009619366584433921, 2, 7, 0);
INSERT INTO "unit" VALUES (9, 'de-heliport.rth1', 'de-heliport', 'ambulance', 'RTH', 'DE', 50.82, 6.2, 3665786955489115, '', NULL, '[{"basis":"published","seconds":120,"window":{"days":[],"from":{"minutes":420},"to":{"minutes":1260}}}]', 'de-town', '{"turnouts":[{"basis":"published","seconds":120,"window":{"days":[],"from":{"minutes":420},"to":{"minutes":1260}}}]}', -6563214760613102137, 2, 7, 0);
INSERT INTO "unit" VALUES (10, 'de-thw.tz1', 'de-thw', 'civil-protection', 'THW-TZ', 'DE', 50.7, 6.3, 3665783525442918, '', NULL, NULL, 'de-thw', '{"members":[{"count":1,"type":"GKW"},{"count":2,"type":"MTW"}]}', 1189476250665977505, 2, 7, 0);
INSERT INTO "unit" VALUES (11, 'nl-oosthoek.ts1', 'nl-oosthoek', 'fire', 'RV', 'NL', 50.771, 5.996, 3665781727972394, '', NULL, NULL, NULL, NULL, 2488621769345263817, 3, 8, 1);
INSERT INTO "unit" VALUES (12, 'nl-oosthoek.ts1', 'nl-oosthoek', 'fire', 'TS', 'NL', 50.772, 5.997, 3665781728258323, '', 'career', NULL, 'nl-region', '{"callSign":"24-0031","names":[{"language":"nl","text":"Tankautospuit Oosthoek"}]}', -2501955993241394610, 4, 12, 1);
INSERT INTO "unit" VALUES (13, 'nl-westerdorp.ts1', 'nl-westerdorp', 'fire', 'TS', 'NL', 50.851, 5.695, 3665776503008900, '', 'career', '[{"basis":"published","seconds":75,"window":{"days":[]}}]', 'nl-region', NULL, -3458752552639162201, 4, 9, 0);
INSERT INTO "unit" VALUES (14, 'nl-westerdorp.rv1', 'nl-westerdorp', 'fire', 'RV', 'NL', 50.851, 5.695, 3665776503008900, '', 'career', '[{"basis":"published","seconds":75,"window":{"days":[]}}]', 'nl-region', NULL, 5347849389249329133, 4, 9, 0);
INSERT INTO "unit" VALUES (15, 'nl-westerdorp.ambu1', 'nl-westerdorp', 'ambulance', 'AMBU', 'NL', 50.851, 5.695, 3665776503008900, '', 'career', '[{"basis":"published","seconds":75,"window":{"days":[]}}]', 'nl-region', NULL, 171109777193315079, 4, 9, 0);
INSERT INTO "unit" VALUES (16, 'nl-noordzijde.ts1', 'nl-noordzijde', 'fire', 'TS4', 'NL', 50.95, 5.98, 3665786015682816, '', NULL, NULL, 'nl-region', '{"basis":"assumed"}', -6579313301426437662, 4, 12, 0);
INSERT INTO "unit" VALUES (18, 'nl-oosthoek.ts1', 'nl-oosthoek', 'fire', 'TS', 'NL', 50.772, 5.997, 3665781728258323, '', 'career', NULL, 'nl-region', '{"callSign":"24-0031","names":[{"language":"nl","text":"Tankautospuit Oosthoek"}]}', -2501955993241394610, 0, 0, 0);
INSERT INTO "unit" VALUES (19, 'nl-oosthoek.rv1', 'nl-oosthoek', 'fire', 'RV', 'NL', 50.772, 5.997, 3665781728258323, '', 'career', NULL, 'nl-region', NULL, 2877601406436097981, 4, 12, 1);
INSERT INTO "unit" VALUES (20, 'nl-oosthoek.rv1', 'nl-oosthoek', 'fire', 'RV', 'NL', 50.772, 5.997, 3665781728258323, '', 'career', NULL, 'nl-region', NULL, 2877601406436097981, 0, 0, 0);
INSERT INTO "unit_past" VALUES (1, 'nl-oosthoek.ts1', 'nl-oosthoek', 'fire', 'TS', 'NL', 50.7702, 5.995, 3665781726854580, '', 'volunteer', NULL, 'nl-region', '{"callSign":"24-0031","names":[{"language":"nl","text":"Tankautospuit Oosthoek"}]}', 1198649404958302258, 4, 9, 12);
INSERT INTO "unit_past" VALUES (2, 'nl-noordzijde.ts1', 'nl-noordzijde', 'fire', 'TS6', 'NL', 50.95, 5.98, 3665786015682816, '', NULL, NULL, 'nl-region', '{"basis":"assumed"}', 3089591904078597034, 4, 9, 12);
INSERT INTO "unit_past" VALUES (3, 'nl-noordzijde.ambu1', 'nl-noordzijde', 'ambulance', 'AMBU', 'NL', 50.95, 5.98, 3665786015682816, '', NULL, NULL, 'nl-region', NULL, 3593193583320573064, 4, 9, 12);
INSERT INTO "availability" VALUES (1, 'nl-oosthoek.ts1', 'on-scene', 1741804200.0, NULL, 'Meldkamer Westerdorp', NULL, 1795949348.215087);
INSERT INTO "availability" VALUES (2, 'de-grenzhof.lf1', 'available', 1741798800.0, NULL, 'Leitstelle Talheim', NULL, 1795949348.21537);
INSERT INTO "availability" VALUES (3, 'de-talheim.rtw1', 'transporting', 1741805400.0, 1741807800.0, NULL, NULL, 1795949348.2155757);
INSERT INTO "availability" VALUES (4, 'be-hautpré.ap1', 'maintenance', 1741593600.0, NULL, NULL, 'new tyres', 1795949348.215774);
INSERT INTO "availability" VALUES (5, 'be-clairval.ap1', 'on-scene', 1795949350.034, NULL, NULL, NULL, 1795949350.0341787);
INSERT INTO "area" VALUES (1, 'rectangles', 'NL', 'NL', 'country', 'Nederland', 50.0);
INSERT INTO "area" VALUES (2, 'rectangles', 'BE', 'BE', 'country', 'Belgique', 50.0);
INSERT INTO "area" VALUES (3, 'rectangles', 'DE', 'DE', 'country', 'Deutschland', 50.0);
INSERT INTO "area" VALUES (4, 'rectangles', 'NL-VR24', 'NL', 'region', 'Verzonnen veiligheidsregio', 50.0);
INSERT INTO "area" VALUES (5, 'rectangles', 'BE33', 'BE', 'region', 'Province inventée', 50.0);
INSERT INTO "area" VALUES (6, 'rectangles', 'DEA2D', 'DE', 'region', 'Erfundener Kreis', 50.0);
INSERT INTO "boundary_line" VALUES (1, 1, x'00000000006049406666666666661640000000000060494014ae47e17a141840666666666686494014ae47e17a1418406666666666864940666666666666164000000000006049406666666666661640');
INSERT INTO "boundary_line" VALUES (2, 2, x'9a9999999939494066666666666616409a9999999939494014ae47e17a141840000000000060494014ae47e17a141840000000000060494066666666666616409a999999993949406666666666661640');
INSERT INTO "boundary_line" VALUES (3, 3, x'9a9999999939494014ae47e17a1418409a999999993949400000000000001a4066666666668649400000000000001a40666666666686494014ae47e17a1418409a9999999939494014ae47e17a141840');
INSERT INTO "boundary_line" VALUES (4, 4, x'00000000006049406666666666661640000000000060494014ae47e17a141840666666666686494014ae47e17a1418406666666666864940666666666666164000000000006049406666666666661640');
INSERT INTO "boundary_line" VALUES (5, 5, x'9a9999999939494066666666666616409a9999999939494014ae47e17a141840000000000060494014ae47e17a141840000000000060494066666666666616409a999999993949406666666666661640');
INSERT INTO "boundary_line" VALUES (6, 6, x'9a9999999939494014ae47e17a1418409a999999993949400000000000001a4066666666668649400000000000001a40666666666686494014ae47e17a1418409a9999999939494014ae47e17a141840');
INSERT INTO "boundary_box" VALUES (1, 50.75, 51.05000686645508, 5.599999904632568, 6.02000093460083);
INSERT INTO "boundary_box" VALUES (2, 50.44999313354492, 50.75, 5.599999904632568, 6.02000093460083);
INSERT INTO "boundary_box" VALUES (3, 50.44999313354492, 51.05000686645508, 6.019999980926514, 6.5);
INSERT INTO "boundary_box" VALUES (4, 50.75, 51.05000686645508, 5.599999904632568, 6.02000093460083);
INSERT INTO "boundary_box" VALUES (5, 50.44999313354492, 50.75, 5.599999904632568, 6.02000093460083);
INSERT INTO "boundary_box" VALUES (6, 50.44999313354492, 51.05000686645508, 6.019999980926514, 6.5);
INSERT INTO "demand_cell" VALUES (1, 'people', 'oosthoek', 'NL', 'NL-VR24', 50.7703, 6.005, 3665781751925607, 9500, 2025, NULL, 'own');
INSERT INTO "demand_cell" VALUES (2, 'people', 'westerdorp', 'NL', 'NL-VR24', 50.85, 5.69, 3665776477169268, 31000, 2025, NULL, 'own');
INSERT INTO "demand_cell" VALUES (3, 'people', 'noordzijde', 'NL', 'NL-VR24', 50.96, 5.99, 3665786071151745, 4200, 2025, NULL, 'own');
INSERT INTO "demand_cell" VALUES (4, 'people', 'eenzaam', 'NL', 'NL-VR24', 50.99, 5.78, 3665789668680617, 800, 2025, NULL, 'own');
INSERT INTO "demand_cell" VALUES (5, 'people', 'clairval', 'BE', 'BE33', 50.73, 5.97, 3665775722913476, 6100, 2025, NULL, 'own');
INSERT INTO "demand_cell" VALUES (6, 'people', 'bas-pré', 'BE', 'BE33', 50.55, 5.88, 3662841718954171, 1300, 2025, NULL, 'own');
INSERT INTO "demand_cell" VALUES (7, 'people', 'talheim', 'DE', 'DEA2D', 50.78, 6.09, 3665782337292248, 88000, 2025, NULL, 'own');
INSERT INTO "demand_cell" VALUES (8, 'people', 'grenzhof', 'DE', 'DEA2D', 50.801, 6.035, 3665784795074979, 2700, 2025, NULL, 'own');
INSERT INTO "demand_cell" VALUES (9, 'people', 'waldeck', 'DE', 'DEA2D', 50.62, 6.35, 3662874105540023, 3900, 2025, NULL, 'own');
INSERT INTO "official_total" VALUES ('people', 'NL', NULL, 48000, 2025, 'own');
INSERT INTO "station_digest" VALUES (1, 6, x'5828d79f98807b3e');
INSERT INTO "station_digest" VALUES (2, 7, x'810fc97e764a52096d20521ed2b37114b536f57adf2388a2562fed5618599ce4');
INSERT INTO "station_digest" VALUES (3, 8, x'c155eda0d0a0d075');
INSERT INTO "station_digest" VALUES (4, 12, x'559dfa4f940f831c01e221bd146dbbd1');
CREATE UNIQUE INDEX organisation_id ON organisation (id, registry);
CREATE INDEX organisation_hidden ON organisation (registry) WHERE hidden;
CREATE INDEX organisation_by_registry ON organisation (registry);
CREATE INDEX organisation_past_id ON organisation_past (id);
CREATE UNIQUE INDEX control_room_id ON control_room (id, registry);
CREATE INDEX control_room_hidden ON control_room (registry) WHERE hidden;
CREATE INDEX control_room_by_registry ON control_room (registry);
CREATE INDEX control_room_past_id ON control_room_past (id);
CREATE UNIQUE INDEX station_id ON station (id, registry);
CREATE INDEX station_hidden ON station (registry) WHERE hidden;
CREATE INDEX station_by_registry ON station (registry);
CREATE INDEX station_past_id ON station_past (id);
CREATE UNIQUE INDEX unit_id ON unit (id, registry);
CREATE INDEX unit_hidden ON unit (registry) WHERE hidden;
CREATE INDEX unit_by_registry ON unit (registry);
CREATE INDEX unit_past_id ON unit_past (id);
CREATE INDEX availability_unit ON availability (unit, since);
CREATE INDEX boundary_line_area ON boundary_line (area);
CREATE INDEX demand_cell_document ON demand_cell (document);
CREATE INDEX demand_cell_place ON demand_cell (place);
CREATE INDEX unit_by_station ON unit (station);
CREATE INDEX unit_by_service_place ON unit (service, place);
COMMIT;
