/** Test data that is served beside the checkout; undefined where it is absent. */
export async function loadCorpus<T>(name: string): Promise<T[] | undefined> {
  const response = await fetch(`/shared/corpora/${name}`);
  return response.ok ? ((await response.json()) as T[]) : undefined;
}
