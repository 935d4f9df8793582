import { PreviewPage } from '@/components/people/preview-page'
import { brand } from '@/server/brand'
import { idParam, read } from '@/server/page'
import { previewPerson } from '@/server/use-cases/preview'

export default async function PersonPreviewPage({ params }: { params: Promise<{ personId: string }> }) {
  const { personId } = await params
  return read(
    'owner',
    async (viewer) => previewPerson(viewer, idParam(personId)),
    (preview) => <PreviewPage preview={preview} back={`/people/${personId}`} brandName={brand().name} />,
  )
}
