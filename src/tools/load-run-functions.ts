/** Running functions takes a validator of schemas: it is loaded when the model first calls one. */
export function loadRunFunctions(): Promise<typeof import('./run-functions.js')> {
  return import('./run-functions.js');
}
