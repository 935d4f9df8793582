import { EmailEditor } from '@/components/profile/editors'
import { brand } from '@/server/brand'
import { newIntent, read, asksPassword } from '@/server/page'
import { getAccountEmail } from '@/server/use-cases/profile'
import { changeAccountEmail } from '../actions'

export default async function AccountEmailPage() {
  const confirm = await asksPassword()
  return read('profile', getAccountEmail, (email) => (
    <EmailEditor
      action={changeAccountEmail}
      intent={newIntent()}
      brandName={brand().name}
      whose="account"
      email={email}
      confirm={confirm}
    />
  ))
}
