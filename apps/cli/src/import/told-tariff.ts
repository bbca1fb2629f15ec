/** What the command reads of the shop's answer, a tariff or a problem. */
export interface TariffAnswer {
  readonly stored?: boolean;
  readonly fromSample?: readonly string[];
  readonly tariff?: {
    readonly version: string;
    readonly effectiveFrom: string;
    readonly priceYen: Readonly<Record<string, Readonly<Record<string, number>>>>;
  };
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string; readonly mend?: string }[];
}

/** The answer in lines for a person: what was imported and what is still the sample's, or every fault with its mend. */
export const toldOf = (status: number, answer: TariffAnswer): readonly string[] => {
  if (!answer.tariff) {
    const { title = 'the shop refused', detail, errors = [] } = answer;
    return [
      `${title} (${status})${detail === undefined ? '' : `: ${detail}`}`,
      ...errors.map(
        ({ path, message, mend }) => `  ${path}: ${message}${mend === undefined ? '' : ` – ${mend}`}`,
      ),
    ];
  }
  const { version, effectiveFrom, priceYen } = answer.tariff;
  const zones = Object.values(priceYen);
  const prices = zones.reduce((sum, classes) => sum + Object.keys(classes).length, 0);
  const said = answer.stored ? 'imported' : 'checked, nothing stored';
  return [
    `${version}: ${said}. ${prices} prices in ${zones.length} zones, in force from ${effectiveFrom}.`,
    ...(answer.fromSample && answer.fromSample.length > 0
      ? [`Still from the sample, as nobody has entered them: ${answer.fromSample.join(', ')}.`]
      : []),
  ];
};
