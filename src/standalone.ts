// The classic script exports nothing: it registers <gemini-chat>, and the page talks to the element.
import './index.js';
