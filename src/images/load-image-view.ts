/** What shows an image larger; few images are opened. */
export const loadImageView = () => import('./show-image.js');
