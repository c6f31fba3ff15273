/** The elements that content may have. */
export const allowedTags: readonly string[] = (
  'a abbr b bdi blockquote br caption code dd del details dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img input ins kbd ' +
  'li mark ol p pre q rp rt ruby s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var wbr'
).split(' ');

/** The attributes that content may have; none of them styles, names or runs anything. */
export const allowedAttributes: readonly string[] =
  'align alt checked colspan disabled href open rowspan src start title type'.split(' ');
