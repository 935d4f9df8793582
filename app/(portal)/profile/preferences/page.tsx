import { PreferencesEditor } from '@/components/profile/editors'
import { brand } from '@/server/brand'
import { newIntent, read } from '@/server/page'
import { getPreferences } from '@/server/use-cases/profile'
import { updatePreferences } from '../actions'

export default async function PreferencesPage() {
  return read('profile', getPreferences, (preferences) => (
    <PreferencesEditor
      action={updatePreferences}
      intent={newIntent()}
      brandName={brand().name}
      preferences={preferences}
    />
  ))
}
