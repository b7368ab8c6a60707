/**
 * An office with keys, in a real browser over a real Samba share: Lan founds it, Minh asks and is let in after a code was compared, both write
 * and exchange, Minh is put out and reads nothing new. On the way the screens are taken as pictures in both languages.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect as check, describe, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { exchange, expectAllSaved, expectRows, goTo, picture, storedRecords, writeField } from '../support/desk-page.ts'
import { type DeskProcess, startDesk } from '../support/desk-process.ts'
import { type Browser, expect, type Page } from '../support/playwright.ts'
import { sambaShare } from '../support/samba-share.ts'

const passphrases = { lan: 'hoa sữa thơm đầu phố', minh: 'chiều mưa trên sông Hồng' }
const beforeTitle = 'Đoàn khảo sát cải cách hành chính tại Pháp năm 2027'
const afterTitle = 'Đoàn dự hội nghị sau khi Minh chuyển công tác'

describe('a sealed office over a real share', () => {
  let folder: string
  let browser: Browser
  const hosts: DeskProcess[] = []
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'desk-sealed-'))
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await Promise.all(hosts.map((host) => host.stop()))
    await browser?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const open = async (name: string): Promise<{ page: Page; host: DeskProcess }> => {
    const host = await startDesk(join(folder, name))
    hosts.push(host)
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await page.goto(host.address)
    return { page, host }
  }
  const inBothLanguages = async (page: Page, name: string) => {
    await page.getByRole('button', { name: 'EN', exact: true }).click()
    await expect(page.locator('html[lang=en]')).toBeVisible()
    await picture(page, `sealed-${name}-en`)
    await page.getByRole('button', { name: 'VI', exact: true }).click()
    await expect(page.locator('html[lang=vi]')).toBeVisible()
    await picture(page, `sealed-${name}-vi`)
  }
  const choosePassphrase = async (page: Page, passphrase: string) => {
    await page.getByLabel(/^Câu mật khẩu/).fill(passphrase)
    await page.getByLabel('Gõ lại câu mật khẩu').fill(passphrase)
  }
  const newDelegation = async (page: Page, title: string) => {
    await goTo(page, 'delegations')
    await page.getByRole('button', { name: 'Đoàn mới' }).click()
    await writeField(page, 'Tên', title)
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
    await expectAllSaved(page)
  }
  /** Every file that lies on the share, as text of single bytes. */
  const shareText = async (root: string): Promise<string> => {
    let all = ''
    for (const name of await readdir(root, { recursive: true, withFileTypes: true })) {
      if (name.isFile()) all += name.name + (await readFile(join(name.parentPath, name.name))).toString('utf8')
    }
    return all
  }

  it('is founded, joined after a code was compared, used by two, and closed to the one who is put out', async (context) => {
    const samba = await sambaShare(context)
    const lan = await open('lan')
    await lan.page.getByLabel('Họ và tên của bạn').fill('Nguyễn Thị Lan')
    await lan.page.getByLabel('Tên đơn vị').fill('Vụ Hợp tác quốc tế')
    await lan.page.getByRole('button', { name: 'Lập sổ tay', exact: true }).click()
    await choosePassphrase(lan.page, passphrases.lan)
    await inBothLanguages(lan.page, 'create')
    await choosePassphrase(lan.page, passphrases.lan)
    await lan.page.getByRole('button', { name: 'Lập sổ tay', exact: true }).click()
    await expect(lan.page.getByTestId('recovery-key')).toBeVisible()
    await inBothLanguages(lan.page, 'recovery')
    await lan.page.getByLabel('Tôi đã in hoặc chép lại').check()
    await lan.page.getByRole('button', { name: 'Bắt đầu làm việc' }).click()
    await newDelegation(lan.page, beforeTitle)
    await goTo(lan.page, 'exchange')
    await lan.page.getByLabel('Thư mục dùng chung').fill(samba.mount)
    await lan.page.getByRole('button', { name: 'Dùng thư mục này' }).click()
    await lan.page.getByRole('button', { name: 'Thiết lập làm thư mục dùng chung' }).click()
    await expect(lan.page.getByTestId('share-state').getByText(/Đã kết nối/)).toBeVisible()
    await exchange(lan.page)

    const minh = await open('minh')
    await minh.page.getByLabel('Họ và tên của bạn').fill('Trần Văn Minh')
    await minh.page.getByLabel('Thư mục dùng chung').fill(samba.mount)
    await minh.page.getByRole('button', { name: 'Vào sổ tay', exact: true }).click()
    await choosePassphrase(minh.page, passphrases.minh)
    await minh.page.getByRole('button', { name: 'Gửi lời xin' }).click()
    await expect(minh.page.getByTestId('voice-code')).toBeVisible()
    await inBothLanguages(minh.page, 'waiting')

    await exchange(lan.page)
    await goTo(lan.page, 'people')
    await expect(lan.page.getByTestId('join-request').getByText('Trần Văn Minh', { exact: true })).toBeVisible()
    await inBothLanguages(lan.page, 'people')
    const code = (page: Page) => page.getByTestId('voice-code').getAttribute('aria-label')
    check(await code(minh.page)).toBe(await code(lan.page))
    await lan.page.getByLabel('Hai bên đã đọc, mã giống nhau').check()
    await lan.page.getByRole('button', { name: 'Cho vào' }).click()
    await expect(lan.page.getByTestId('members').getByText('Trần Văn Minh')).toBeVisible()
    await exchange(lan.page)
    await minh.page.getByRole('button', { name: 'Xem đã được cho vào chưa' }).click()
    await expect(minh.page.getByTestId('today')).toBeVisible()
    await goTo(minh.page, 'delegations')
    await expectRows(minh.page, 1)
    await minh.page.getByRole('row', { name: new RegExp(beforeTitle) }).click()
    await writeField(minh.page, 'Từ ngày', '15/3/2027')
    await expectAllSaved(minh.page)
    await exchange(minh.page)
    await exchange(lan.page)
    await goTo(lan.page, 'delegations')
    await expect(lan.page.getByText('15/03/2027').first()).toBeVisible()

    await goTo(lan.page, 'people')
    await lan.page.getByTestId('members').getByRole('button', { name: 'Đưa ra' }).click()
    await lan.page.getByRole('dialog').getByRole('button', { name: 'Đưa ra' }).click()
    await expect(lan.page.getByTestId('members').getByText('đã đưa ra')).toBeVisible()
    await newDelegation(lan.page, afterTitle)
    await exchange(lan.page)
    await exchange(minh.page)
    await expect(minh.page.getByTestId('revoked')).toBeVisible()
    await inBothLanguages(minh.page, 'revoked')
    const titles = Object.values(await storedRecords(minh.page)).map((one) => (one as { data: { title: string } }).data.title)
    check(titles).toContain(beforeTitle)
    check(titles).not.toContain(afterTitle)

    const readable = await shareText(samba.behind)
    for (const secret of [beforeTitle, afterTitle, 'Nguyễn Thị Lan', 'Trần Văn Minh', 'Vụ Hợp tác quốc tế', '2027-03-15'])
      check(readable, secret).not.toContain(secret)

    await lan.host.stop()
    const again = await open('lan')
    await again.page.getByLabel('Câu mật khẩu').fill(passphrases.minh)
    await again.page.getByRole('button', { name: 'Mở', exact: true }).click()
    await expect(again.page.getByRole('alert')).toBeVisible()
    await inBothLanguages(again.page, 'lock')
    await again.page.getByLabel('Câu mật khẩu').fill(passphrases.lan)
    await again.page.getByRole('button', { name: 'Mở', exact: true }).click()
    await expect(again.page.getByTestId('today')).toBeVisible()
    await goTo(again.page, 'delegations')
    await expectRows(again.page, 2)
  })
})
