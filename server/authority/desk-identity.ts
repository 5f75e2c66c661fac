/** Who a request comes from, as the desk's own key proves; never taken from what it sends. */
export type DeskIdentity = {
  readonly tenantId: string;
  readonly deskId: string;
  /** As it was called when it was enrolled. */
  readonly deskName?: string;
};
