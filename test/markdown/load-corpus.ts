/** Test data that is served beside the checkout; undefined where it is absent. */
export async function loadCorpus<T>(name: string): Promise<T[] | undefined> {
  const response = await fetch(`/shared/corpora/${name}`);
  if (!response.ok) return undefined;
  const entries: T[] = await response.json();
  return entries;
}
