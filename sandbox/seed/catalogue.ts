import { setSetting } from '../world.ts'
import { CUSTOM_FIELDS } from './custom-fields.ts'
import type { Planter } from './planter.ts'

const CONFIGURATION: Record<string, string> = {
  SystemURL: 'http://127.0.0.1:4100/',
  CompanyName: 'Example Hosting Provider',
  Email: 'hello@provider.example.com',
  Domain: 'http://provider.example.com',
  Language: 'english',
  Charset: 'utf-8',
  DateFormat: 'DD/MM/YYYY',
  ClientDateFormat: 'full',
  DefaultCountry: 'DE',
  NumRecordstoDisplay: '25',
  MaintenanceMode: '',
  TaxEnabled: 'on',
  TaxType: 'Exclusive',
  SequentialInvoiceNumbering: 'on',
  SequentialInvoiceNumberFormat: 'INV-{YEAR}-{NUMBER}',
  EnableProformaInvoicing: '',
  AddFundsEnabled: 'on',
  AddFundsMinimum: '10.00',
  AddFundsMaximum: '1000.00',
  AddFundsMaximumBalance: '5000.00',
  AddFundsRequireOrder: '',
  EnableMassPay: 'on',
  AllowCustomerChangeInvoiceGateway: 'on',
  ShowCancellationButton: 'on',
  ClientsProfileUneditableFields: '',
  ClientsProfileOptionalFields: 'address2,tax_id',
  NoInvoiceEmailOnOrder: '',
  CreateInvoiceDaysBefore: '14',
  DisableSessionIPCheck: 'on',
}

const GATEWAYS: [string, string, number][] = [
  ['stripe', 'Credit Card', 1],
  ['paypalcheckout', 'PayPal', 0],
  ['banktransfer', 'Bank Transfer', 0],
]

const cycles = (monthly: number, annually: number) => ({
  monthly,
  quarterly: -100,
  semiannually: -100,
  annually,
  biennially: -100,
  triennially: -100,
})
const prices = (monthly: number, annually = -100) =>
  JSON.stringify({
    USD: cycles(monthly, annually),
    EUR: cycles(Math.round(monthly * 0.9), annually < 0 ? annually : Math.round(annually * 0.9)),
    JPY: cycles(monthly * 150, annually < 0 ? annually : annually * 150),
  })

/** group, type, name, module, paytype, monthly, annually */
const PRODUCTS: [number, string, string, string, string, number, number][] = [
  [1, 'hostingaccount', 'Starter', 'cpanel', 'recurring', 1495, 14_950],
  [1, 'hostingaccount', 'Business', 'cpanel', 'recurring', 2995, 29_950],
  [1, 'reselleraccount', 'Reseller', 'cpanel', 'recurring', 4995, -100],
  [2, 'server', 'VPS M', 'proxmox', 'recurring', 3900, 39_000],
  [2, 'server', 'Dedicated Server XL', '', 'recurring', 12_900, -100],
  [3, 'other', 'SSL Certificate', '', 'onetime', 4900, -100],
  [3, 'other', 'Managed Backup', 'autorelease', 'recurring', 990, 9900],
]

function money({ store }: Planter): void {
  const rows: [string, string, string, number, string, number][] = [
    ['USD', '$', ' USD', 2, '1.00000', 1],
    ['EUR', '€', ' EUR', 3, '0.92000', 0],
    ['JPY', '¥', ' JPY', 4, '151.00000', 0],
  ]
  for (const [code, prefix, suffix, format, rate, standard] of rows) {
    store.insert('currencies', { code, prefix, suffix, format, rate, is_default: standard })
  }
  for (const [module, displayname, ccgateway] of GATEWAYS) store.insert('gateways', { module, displayname, ccgateway })
}

function products({ store }: Planter): void {
  const groups = ['Shared Hosting', 'Servers', 'Extras']
  for (const name of groups) store.insert('product_groups', { name, slug: name.toLowerCase().replaceAll(' ', '-') })
  for (const [gid, type, name, module, paytype, monthly, annually] of PRODUCTS) {
    const slug = name.toLowerCase().replaceAll(' ', '-')
    const description = `${name} for small and large projects.`
    store.insert('products', {
      gid,
      type,
      name,
      slug,
      description,
      module,
      paytype,
      pricing: prices(monthly, annually),
    })
  }
  const options = [{ id: 4, name: 'Extra IP addresses', type: '4', minqty: 0, maxqty: 8 }].map((group) => ({
    ...group,
    options: [{ id: 4, name: 'IPv4 address', monthly: 299 }],
  }))
  store.update('products', 4, { configoptions: JSON.stringify(options) })
  store.insert('servers', { name: 'Saturn', ip: '192.0.2.10', hostname: 'saturn.provider.example.com' })
  store.insert('servers', { name: 'Pluto', ip: '192.0.2.20', hostname: 'pluto.provider.example.com' })
}

/** What the provider set up before the first client came. */
export function plantCatalogue(planter: Planter): void {
  const { store } = planter
  for (const [name, value] of Object.entries(CONFIGURATION)) setSetting(store, name, value)
  setSetting(store, 'Version', planter.version)
  money(planter)
  products(planter)
  const group = { groupcolour: '#28C99B', discountpercent: '10.00', susptermexempt: 'on', separateinvoices: 'on' }
  store.insert('client_groups', { groupname: 'Premium', ...group })
  store.insert('client_groups', { groupname: 'Standard', groupcolour: '#FFFFFF', discountpercent: '0.00' })
  store.insert('custom_fields', { type: 'client', fieldname: CUSTOM_FIELDS[0].name, showorder: 'on' })
  store.insert('custom_fields', { type: 'client', fieldname: CUSTOM_FIELDS[1].name })
  store.insert('custom_fields', {
    type: 'product',
    relid: 4,
    fieldname: 'Hostname',
    description: 'The name your server answers to.',
    required: 'on',
    showorder: 'on',
  })
  store.insert('departments', { name: 'Technical Support', email: 'support@provider.example.com' })
  store.insert('departments', { name: 'Billing', email: 'billing@provider.example.com' })
  store.insert('oauth_clients', {
    identifier: planter.settings.oidcClientId,
    secret: planter.settings.oidcClientSecret,
    name: 'Atrium',
    grant_type: 'authorization_code',
    scope: 'openid profile email',
    redirect_uri: planter.settings.oidcRedirect,
    created_at: planter.time(-300),
  })
}
