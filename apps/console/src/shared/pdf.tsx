/** In a tab of its own, where the browser prints it. */
export const PdfLink = ({ path, words }: { readonly path: string; readonly words: string }) => (
  <a className="plain pdf" href={path} target="_blank" rel="noreferrer">
    {words}
  </a>
);

export const openPdf = (path: string): void => {
  window.open(path, '_blank', 'noreferrer');
};
