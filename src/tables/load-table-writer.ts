/** What writes a table as text; few readers copy one. */
export const loadTableWriter = () => import('./write-table.js');
