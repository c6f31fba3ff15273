// Both scripts, module and classic, export nothing: they register <gemini-chat>, and the page talks to the tag.
import './index.js';
