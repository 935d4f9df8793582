import type { ActionName } from '@/server/whmcs/actions'
import type { Params } from '@/server/whmcs/encode'

export type Probe = {
  /** What the portal does with the action, for an operator; null when no page does anything with it. */
  readonly use: string | null
  /**
   * A call that tells whether the API role allows the action and can change nothing: a read of next to nothing, or a
   * write that names nothing, which WHMCS refuses. Null when there is no such call.
   */
  readonly call: Params | null
}

function probe(use: string, call: Params): Probe {
  return { use, call }
}

/** Used, and not to be asked. */
function unsafe(use: string): Probe {
  return { use, call: null }
}

const UNUSED: Probe = { use: null, call: null }

/** No row of WHMCS's has this number: its ids start at 1. */
const NONE = 0
/** The highest number that a row could have, for lists that take 0 for "everybody's" and know no pages. */
const HIGHEST = 4_294_967_295
const ONE_ROW = { limitnum: 1 }

/** What the pages of this version call. Least privilege: a role need not allow what no page calls yet. */
export const IN_USE: ReadonlySet<ActionName> = new Set<ActionName>([
  'AddCancelRequest',
  'AddClient',
  'AddContact',
  'AddCredit',
  'ApplyCredit',
  'CreateClientInvite',
  'CreateSsoToken',
  'DeleteContact',
  'DeletePayMethod',
  'DeleteUserClient',
  'GenInvoices',
  'GetAdminDetails',
  'GetCancelledPackages',
  'GetClientGroups',
  'GetClients',
  'GetClientsAddons',
  'GetClientsDetails',
  'GetClientsDomains',
  'GetClientsProducts',
  'GetConfigurationValue',
  'GetContacts',
  'GetCredits',
  'GetCurrencies',
  'GetEmails',
  'GetInvoice',
  'GetInvoices',
  'GetPayMethods',
  'GetPaymentMethods',
  'GetSupportDepartments',
  'GetTicket',
  'GetTickets',
  'GetTransactions',
  'GetUserPermissions',
  'GetUsers',
  'LogActivity',
  'OpenTicket',
  'ResetPassword',
  'UpdateClient',
  'UpdateContact',
  'UpdateInvoice',
  'UpdatePayMethod',
  'UpdateUser',
  'UpdateUserPermissions',
  'UpgradeProduct',
  'ValidateLogin',
  'WhmcsDetails',
])

/** The type asks for a line for each action of server/whmcs/actions.ts. */
export const PROBES: Readonly<Record<ActionName, Probe>> = {
  GetAdminDetails: probe('finding out the version', {}),
  GetCancelledPackages: probe('cancellations', ONE_ROW),
  GetClientGroups: probe('the profile', {}),
  GetClientPassword: UNUSED,
  GetClients: probe('support agents finding a client', ONE_ROW),
  GetClientsAddons: probe('services', { serviceid: HIGHEST }),
  GetClientsDetails: probe('every page', { clientid: NONE }),
  GetClientsDomains: probe('domains', ONE_ROW),
  GetClientsProducts: probe('services', ONE_ROW),
  GetConfigurationValue: probe('what customers may do', { setting: 'CompanyName' }),
  GetContacts: probe('contacts', ONE_ROW),
  GetCredits: probe('credit', { clientid: NONE }),
  GetCurrencies: probe('every page', {}),
  GetEmails: probe('e-mails', { clientid: NONE, ...ONE_ROW }),
  GetInvoice: probe('invoices', { invoiceid: NONE }),
  GetInvoices: probe('invoices', ONE_ROW),
  GetPayMethods: probe('stored cards', { clientid: NONE }),
  GetPaymentMethods: probe('invoices', {}),
  GetPermissionsList: probe('people and their permissions', {}),
  GetSupportDepartments: probe('cancellations by ticket', {}),
  GetTicket: probe('cancellations by ticket', { ticketid: NONE }),
  GetTickets: probe('cancellations by ticket', ONE_ROW),
  GetTransactions: probe('transactions', { transid: 'atrium-doctor' }),
  GetUserPermissions: probe('every page', { user_id: NONE, client_id: NONE }),
  GetUsers: probe('signing in', ONE_ROW),
  WhmcsDetails: probe('finding out the version', {}),
  CreateSsoToken: probe('PDFs and payment', { client_id: NONE }),
  AddCancelRequest: probe('cancellations', { serviceid: NONE }),
  AddClient: probe('registering', {}),
  AddClientNote: probe('notes for staff', { userid: NONE }),
  AddContact: probe('contacts', { clientid: NONE }),
  AddCredit: probe('credit', { clientid: NONE }),
  AddUser: probe('registering', {}),
  ApplyCredit: probe('paying from credit', { invoiceid: NONE }),
  CancelOrder: probe('cancelling an order', { orderid: NONE }),
  CapturePayment: probe('paying with a stored card', { invoiceid: NONE }),
  CloseClient: UNUSED,
  CreateClientInvite: probe('inviting people', { client_id: NONE }),
  CreateInvoice: probe('adding credit', { userid: NONE }),
  DeleteClient: UNUSED,
  DeleteContact: probe('contacts', { contactid: NONE }),
  DeletePayMethod: probe('stored cards', { clientid: NONE }),
  DeleteUserClient: probe('people and their permissions', { user_id: NONE, client_id: NONE }),
  // Without a client it makes everybody’s invoices.
  GenInvoices: unsafe('renewing a service early'),
  // It refuses nothing: an empty line would be logged.
  LogActivity: unsafe('the trace in WHMCS’s own log'),
  OpenTicket: probe('cancellations by ticket', { deptid: NONE }),
  ResetPassword: probe('forgotten passwords', {}),
  UpdateClient: probe('the profile', { clientid: NONE }),
  UpdateClientProduct: probe('services', { serviceid: NONE }),
  UpdateContact: probe('contacts', { contactid: NONE }),
  UpdateInvoice: probe('choosing the way to pay an invoice', { invoiceid: NONE }),
  UpdatePayMethod: probe('stored cards', { clientid: NONE }),
  UpdateUser: probe('the profile', { user_id: NONE }),
  UpdateUserPermissions: probe('people and their permissions', { user_id: NONE, client_id: NONE }),
  UpgradeProduct: probe('upgrades', { serviceid: NONE }),
  ValidateLogin: probe('signing in with a password', { email: '', password2: '' }),
}
