/** The tray of files, loaded when the first of them comes; rejects where it could not be loaded, and may be tried again. */
export const loadAttachments = () => import('./attachments-element.js');
