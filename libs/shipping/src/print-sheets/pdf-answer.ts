/** As `libs/documents` printed it. */
interface Printed {
  readonly pdf: Buffer;
  readonly remarks: readonly { readonly kind: 'replaced' | 'cut' }[];
}

/** The bytes; a header counts what could not be printed as it was asked: 〓 for letters that the font lacks, and texts whose end is missing. */
export const pdfIn = (
  reply: { headers(headers: Record<string, string>): unknown },
  { pdf, remarks }: Printed,
): Buffer => {
  const count = (wanted: string): number => remarks.filter(({ kind }) => kind === wanted).length;
  if (remarks.length > 0)
    reply.headers({ 'print-remarks': `replaced=${count('replaced')}, cut=${count('cut')}` });
  return pdf;
};
