/** Where WHMCS's own pages are. */
export type BillingPlace = {
  /** `billing.example.com` */
  readonly host: string
  /** False where WHMCS cannot be told who is meant: the person signs in there. */
  readonly signsOn: boolean
}
