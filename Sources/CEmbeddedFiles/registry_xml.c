#include "CEmbeddedFiles.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

embedded_file embedded_mutual_aid_xsd(void) {
  static const unsigned char bytes[] = {
#embed "../RegistryXML/Schema/mutual-aid-1.0.xsd"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_profile_xsd(void) {
  static const unsigned char bytes[] = {
#embed "../RegistryXML/Schema/profile-1.0.xsd"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_xml_xsd(void) {
  static const unsigned char bytes[] = {
#embed "../RegistryXML/Schema/xml.xsd"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_inspire_profile(void) {
  static const unsigned char bytes[] = {
#embed "../RegistryXML/Profiles/inspire.xml"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_osm_profile(void) {
  static const unsigned char bytes[] = {
#embed "../RegistryXML/Profiles/osm.xml"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_kml_profile(void) {
  static const unsigned char bytes[] = {
#embed "../RegistryXML/Profiles/kml.xml"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_gml_profile(void) {
  static const unsigned char bytes[] = {
#embed "../RegistryXML/Profiles/gml.xml"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_edxl_rm_profile(void) {
  static const unsigned char bytes[] = {
#embed "../RegistryXML/Profiles/edxl-rm.xml"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_emsi_profile(void) {
  static const unsigned char bytes[] = {
#embed "../RegistryXML/Profiles/emsi.xml"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_edxl_de_profile(void) {
  static const unsigned char bytes[] = {
#embed "../RegistryXML/Profiles/edxl-de.xml"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_maps_profile(void) {
  static const unsigned char bytes[] = {
#embed "../RegistryXML/Profiles/maps.xml"
  };
  return (embedded_file){bytes, sizeof bytes};
}
