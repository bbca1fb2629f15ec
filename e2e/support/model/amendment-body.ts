/** What a script wants otherwise: a door in Osaka, or other postage; null leaves it as it is. */
export interface AmendmentWish {
  readonly street: number | null;
  readonly postage: number | null;
}

/** As the API takes it; no postage is no charge at all, as the order began. */
export const amendmentBody = ({ street, postage }: AmendmentWish) => ({
  ...(street === null
    ? {}
    : {
        shipTo: {
          name: '山田 花子',
          postalCode: '530-0001',
          prefecture: 27,
          city: '大阪市北区',
          street: `梅田${street}-1`,
        },
      }),
  ...(postage === null
    ? {}
    : { charges: postage === 0 ? [] : [{ kind: 'postage' as const, amount: postage }] }),
});
