import 'server-only'

/**
 * What an invoice is for: WHMCS tells it only invoice by invoice. Ids alone, as a JSON array like `["Hosting:12"]`; every
 * figure is read afresh.
 */
export type InvoiceRefsTable = { location: string; invoice_id: number; client_id: number; refs: string }
