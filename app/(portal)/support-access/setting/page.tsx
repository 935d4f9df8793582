import { ConsentEditor } from '@/components/support/consent-editor'
import { brand } from '@/server/brand'
import { asksPassword, newIntent, read } from '@/server/page'
import { supportConsent } from '@/server/support/consent'
import { chooseConsent } from '../actions'

/** Whether support may come in at once, after a yes, or with a PIN. */
export default async function SupportSettingPage() {
  const confirm = await asksPassword()
  return read('owner', supportConsent, ({ mode, choices }) => (
    <ConsentEditor
      action={chooseConsent}
      intent={newIntent()}
      brandName={brand().name}
      {...{ mode, choices, confirm }}
    />
  ))
}
