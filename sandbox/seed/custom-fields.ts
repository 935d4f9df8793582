/** The clients' custom fields, as an operator would name them in the portal's configuration. */
export const CUSTOM_FIELDS = [
  { id: 1, name: 'VAT contact', hint: 'Who answers questions about tax' },
  { id: 2, name: 'Customer type', options: ['Company', 'Agency', 'Private'] },
] as const
