// The one entry of every page. Everything on it works without JavaScript; these modules make it quicker.
import "./dialogs.js";
import "./notes.js";
import "./copying.js";
import "./file-drop.js";
import "./bulk-select.js";
import "./focus.js";
import "./in-place.js";
import "./palette.js";
import "./key-help.js";
import "./keys.js";
import "./kept-pages.js";
