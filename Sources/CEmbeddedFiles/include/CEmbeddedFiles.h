#pragma once
#include <stddef.h>

// The data files that are part of the program: schemas, profiles, words, the style of pages. Each stands beside the Swift
// that reads it, and is put into the program here, because the C compiler takes it as bytes: as a literal of numbers, which
// is what the package manager would write, one of a hundred kilobytes costs the Swift optimizer half a minute.

// The bytes of a file; they live as long as the program.
typedef struct {
  const unsigned char *bytes;
  size_t count;
} embedded_file;

// Sources/DirectoryModel/Identifiers
embedded_file embedded_countries_txt(void);

// Sources/Requests
embedded_file embedded_request_life(void);

// Sources/RequestMessages
embedded_file embedded_edxl_rm_form(void);
embedded_file embedded_emsi_form(void);
embedded_file embedded_ucri2_form(void);
embedded_file embedded_hub_sante_form(void);

// Sources/RegistryXML/Schema
embedded_file embedded_mutual_aid_xsd(void);
embedded_file embedded_profile_xsd(void);
embedded_file embedded_xml_xsd(void);

// Sources/RegistryXML/Profiles
embedded_file embedded_inspire_profile(void);
embedded_file embedded_osm_profile(void);
embedded_file embedded_kml_profile(void);
embedded_file embedded_gml_profile(void);
embedded_file embedded_edxl_rm_profile(void);
embedded_file embedded_emsi_profile(void);
embedded_file embedded_edxl_de_profile(void);
embedded_file embedded_maps_profile(void);

// Sources/Presentation/Words
embedded_file embedded_en_words(void);
embedded_file embedded_fr_words(void);
embedded_file embedded_nl_words(void);
embedded_file embedded_de_words(void);
embedded_file embedded_nl_be_words(void);
embedded_file embedded_fr_be_words(void);
embedded_file embedded_fr_lu_words(void);

// Sources/Presentation/Errors
embedded_file embedded_en_errors(void);
embedded_file embedded_fr_errors(void);
embedded_file embedded_nl_errors(void);
embedded_file embedded_de_errors(void);

// Sources/Presentation/Coverage/Page
embedded_file embedded_coverage_css(void);
embedded_file embedded_coverage_js(void);
embedded_file embedded_towns_csv(void);

// Sources/Presentation/Help
embedded_file embedded_en_help(void);
embedded_file embedded_fr_help(void);
embedded_file embedded_nl_help(void);
embedded_file embedded_de_help(void);
embedded_file embedded_examples_help(void);

// Sources/MutualAidService/OpenAPI
embedded_file embedded_service_schemas(void);

// Sources/MutualAidService/Page: the files of the page, each with its folder.
typedef struct {
  const char *name;
  embedded_file file;
} embedded_page_file;
typedef struct {
  const embedded_page_file *files;
  size_t count;
} embedded_page;
embedded_page embedded_page_files(void);
