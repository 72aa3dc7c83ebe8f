#include "CEmbeddedFiles.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

// Written by Scripts/checks/page_files.py --write.

static const unsigned char modules_admin_js[] = {
#embed "../MutualAidService/Page/Modules/admin.js"
};
static const unsigned char modules_answers_js[] = {
#embed "../MutualAidService/Page/Modules/answers.js"
};
static const unsigned char modules_api_js[] = {
#embed "../MutualAidService/Page/Modules/api.js"
};
static const unsigned char modules_ask_js[] = {
#embed "../MutualAidService/Page/Modules/ask.js"
};
static const unsigned char modules_asking_js[] = {
#embed "../MutualAidService/Page/Modules/asking.js"
};
static const unsigned char modules_bar_js[] = {
#embed "../MutualAidService/Page/Modules/bar.js"
};
static const unsigned char modules_board_js[] = {
#embed "../MutualAidService/Page/Modules/board.js"
};
static const unsigned char modules_bus_js[] = {
#embed "../MutualAidService/Page/Modules/bus.js"
};
static const unsigned char modules_dom_js[] = {
#embed "../MutualAidService/Page/Modules/dom.js"
};
static const unsigned char modules_dots_js[] = {
#embed "../MutualAidService/Page/Modules/dots.js"
};
static const unsigned char modules_format_js[] = {
#embed "../MutualAidService/Page/Modules/format.js"
};
static const unsigned char modules_frame_js[] = {
#embed "../MutualAidService/Page/Modules/frame.js"
};
static const unsigned char modules_ground_js[] = {
#embed "../MutualAidService/Page/Modules/ground.js"
};
static const unsigned char modules_help_js[] = {
#embed "../MutualAidService/Page/Modules/help.js"
};
static const unsigned char modules_keys_js[] = {
#embed "../MutualAidService/Page/Modules/keys.js"
};
static const unsigned char modules_link_js[] = {
#embed "../MutualAidService/Page/Modules/link.js"
};
static const unsigned char modules_map_js[] = {
#embed "../MutualAidService/Page/Modules/map.js"
};
static const unsigned char modules_marks_js[] = {
#embed "../MutualAidService/Page/Modules/marks.js"
};
static const unsigned char modules_newrequest_js[] = {
#embed "../MutualAidService/Page/Modules/newrequest.js"
};
static const unsigned char modules_onerequest_js[] = {
#embed "../MutualAidService/Page/Modules/onerequest.js"
};
static const unsigned char modules_place_js[] = {
#embed "../MutualAidService/Page/Modules/place.js"
};
static const unsigned char modules_report_js[] = {
#embed "../MutualAidService/Page/Modules/report.js"
};
static const unsigned char modules_requests_js[] = {
#embed "../MutualAidService/Page/Modules/requests.js"
};
static const unsigned char modules_scenario_js[] = {
#embed "../MutualAidService/Page/Modules/scenario.js"
};
static const unsigned char modules_session_js[] = {
#embed "../MutualAidService/Page/Modules/session.js"
};
static const unsigned char modules_sound_js[] = {
#embed "../MutualAidService/Page/Modules/sound.js"
};
static const unsigned char modules_state_js[] = {
#embed "../MutualAidService/Page/Modules/state.js"
};
static const unsigned char modules_stream_js[] = {
#embed "../MutualAidService/Page/Modules/stream.js"
};
static const unsigned char modules_told_js[] = {
#embed "../MutualAidService/Page/Modules/told.js"
};
static const unsigned char modules_units_js[] = {
#embed "../MutualAidService/Page/Modules/units.js"
};
static const unsigned char modules_wall_js[] = {
#embed "../MutualAidService/Page/Modules/wall.js"
};
static const unsigned char modules_whatif_js[] = {
#embed "../MutualAidService/Page/Modules/whatif.js"
};
static const unsigned char modules_why_js[] = {
#embed "../MutualAidService/Page/Modules/why.js"
};
static const unsigned char modules_words_js[] = {
#embed "../MutualAidService/Page/Modules/words.js"
};
static const unsigned char screens_admin_html[] = {
#embed "../MutualAidService/Page/Screens/admin.html"
};
static const unsigned char screens_ask_html[] = {
#embed "../MutualAidService/Page/Screens/ask.html"
};
static const unsigned char screens_frame_html[] = {
#embed "../MutualAidService/Page/Screens/frame.html"
};
static const unsigned char screens_help_html[] = {
#embed "../MutualAidService/Page/Screens/help.html"
};
static const unsigned char screens_report_html[] = {
#embed "../MutualAidService/Page/Screens/report.html"
};
static const unsigned char screens_wall_html[] = {
#embed "../MutualAidService/Page/Screens/wall.html"
};
static const unsigned char styles_page_css[] = {
#embed "../MutualAidService/Page/Styles/page.css"
};
static const unsigned char styles_parts_css[] = {
#embed "../MutualAidService/Page/Styles/parts.css"
};
static const unsigned char words_de_json[] = {
#embed "../MutualAidService/Page/Words/de.json"
};
static const unsigned char words_en_json[] = {
#embed "../MutualAidService/Page/Words/en.json"
};
static const unsigned char words_fr_json[] = {
#embed "../MutualAidService/Page/Words/fr.json"
};
static const unsigned char words_nl_json[] = {
#embed "../MutualAidService/Page/Words/nl.json"
};

embedded_page embedded_page_files(void) {
  static const embedded_page_file all[] = {
    {"Modules/admin.js", {modules_admin_js, sizeof modules_admin_js}},
    {"Modules/answers.js", {modules_answers_js, sizeof modules_answers_js}},
    {"Modules/api.js", {modules_api_js, sizeof modules_api_js}},
    {"Modules/ask.js", {modules_ask_js, sizeof modules_ask_js}},
    {"Modules/asking.js", {modules_asking_js, sizeof modules_asking_js}},
    {"Modules/bar.js", {modules_bar_js, sizeof modules_bar_js}},
    {"Modules/board.js", {modules_board_js, sizeof modules_board_js}},
    {"Modules/bus.js", {modules_bus_js, sizeof modules_bus_js}},
    {"Modules/dom.js", {modules_dom_js, sizeof modules_dom_js}},
    {"Modules/dots.js", {modules_dots_js, sizeof modules_dots_js}},
    {"Modules/format.js", {modules_format_js, sizeof modules_format_js}},
    {"Modules/frame.js", {modules_frame_js, sizeof modules_frame_js}},
    {"Modules/ground.js", {modules_ground_js, sizeof modules_ground_js}},
    {"Modules/help.js", {modules_help_js, sizeof modules_help_js}},
    {"Modules/keys.js", {modules_keys_js, sizeof modules_keys_js}},
    {"Modules/link.js", {modules_link_js, sizeof modules_link_js}},
    {"Modules/map.js", {modules_map_js, sizeof modules_map_js}},
    {"Modules/marks.js", {modules_marks_js, sizeof modules_marks_js}},
    {"Modules/newrequest.js", {modules_newrequest_js, sizeof modules_newrequest_js}},
    {"Modules/onerequest.js", {modules_onerequest_js, sizeof modules_onerequest_js}},
    {"Modules/place.js", {modules_place_js, sizeof modules_place_js}},
    {"Modules/report.js", {modules_report_js, sizeof modules_report_js}},
    {"Modules/requests.js", {modules_requests_js, sizeof modules_requests_js}},
    {"Modules/scenario.js", {modules_scenario_js, sizeof modules_scenario_js}},
    {"Modules/session.js", {modules_session_js, sizeof modules_session_js}},
    {"Modules/sound.js", {modules_sound_js, sizeof modules_sound_js}},
    {"Modules/state.js", {modules_state_js, sizeof modules_state_js}},
    {"Modules/stream.js", {modules_stream_js, sizeof modules_stream_js}},
    {"Modules/told.js", {modules_told_js, sizeof modules_told_js}},
    {"Modules/units.js", {modules_units_js, sizeof modules_units_js}},
    {"Modules/wall.js", {modules_wall_js, sizeof modules_wall_js}},
    {"Modules/whatif.js", {modules_whatif_js, sizeof modules_whatif_js}},
    {"Modules/why.js", {modules_why_js, sizeof modules_why_js}},
    {"Modules/words.js", {modules_words_js, sizeof modules_words_js}},
    {"Screens/admin.html", {screens_admin_html, sizeof screens_admin_html}},
    {"Screens/ask.html", {screens_ask_html, sizeof screens_ask_html}},
    {"Screens/frame.html", {screens_frame_html, sizeof screens_frame_html}},
    {"Screens/help.html", {screens_help_html, sizeof screens_help_html}},
    {"Screens/report.html", {screens_report_html, sizeof screens_report_html}},
    {"Screens/wall.html", {screens_wall_html, sizeof screens_wall_html}},
    {"Styles/page.css", {styles_page_css, sizeof styles_page_css}},
    {"Styles/parts.css", {styles_parts_css, sizeof styles_parts_css}},
    {"Words/de.json", {words_de_json, sizeof words_de_json}},
    {"Words/en.json", {words_en_json, sizeof words_en_json}},
    {"Words/fr.json", {words_fr_json, sizeof words_fr_json}},
    {"Words/nl.json", {words_nl_json, sizeof words_nl_json}},
  };
  return (embedded_page){all, sizeof all / sizeof all[0]};
}
