/** What the command reads of the shop's answer. */
export interface TariffAnswer {
  readonly stored: boolean;
  readonly fromSample: readonly string[];
  readonly tariff: {
    readonly version: string;
    readonly effectiveFrom: string;
    readonly priceYen: Readonly<Record<string, Readonly<Record<string, number>>>>;
  };
}

/** The answer in lines for a person: what was imported and what is still the sample's. */
export const toldOf = ({ stored, fromSample, tariff }: TariffAnswer): readonly string[] => {
  const { version, effectiveFrom, priceYen } = tariff;
  const zones = Object.values(priceYen);
  const prices = zones.reduce((sum, classes) => sum + Object.keys(classes).length, 0);
  const said = stored ? 'imported' : 'checked, nothing stored';
  return [
    `${version}: ${said}. ${prices} prices in ${zones.length} zones, in force from ${effectiveFrom}.`,
    ...(fromSample.length > 0
      ? [`Still from the sample, as nobody has entered them: ${fromSample.join(', ')}.`]
      : []),
  ];
};
