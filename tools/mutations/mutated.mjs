/** The source with what the mutation takes out replaced by what it puts there. Throws unless the text stands there once. */
export const mutated = (source, { name, file, take, put }) => {
  const parts = source.split(take);
  if (parts.length !== 2) {
    throw new Error(
      `${name}: the text to take out stands ${parts.length - 1} times in ${file}, not once: ${JSON.stringify(take)}`,
    );
  }
  return parts.join(put);
};
