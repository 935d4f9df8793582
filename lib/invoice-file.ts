/** Letters, digits, point and hyphen: nothing that a header, a ZIP or a file system reads as anything else. */
export function invoiceFileName(number: string): string {
  return `invoice-${number.replace(/[^A-Za-z0-9.-]+/g, '-').slice(0, 60)}.pdf`
}

/** In a ZIP of invoices when one of them is not in it: which. */
export const MISSING_FILE = 'missing.txt'
