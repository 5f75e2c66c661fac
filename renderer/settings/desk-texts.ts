import type { SameKeys } from '#renderer/ui/i18n/texts-type.ts';

const en = {
  title: 'Desks',
  what: 'The computers of this clinic. The name stands with what was done there.',
  others: 'Other sources',
  kind: { demo: 'what the demo clinic came with', import: 'imports from the command line' },
  thisDesk: 'this desk',
  rename: 'Rename',
  renameOne: 'Rename {{name}}',
  name: 'Name of the desk',
  save: 'Save',
  cancel: 'Cancel',
  none: 'The desks of this clinic appear when the server has been reached once.',
  renamed: 'Now called {{name}}',
};

const zh: SameKeys<typeof en> = {
  title: '前台',
  what: '本诊所的各台电脑。名称会显示在其操作旁。',
  others: '其他来源',
  kind: { demo: '演示诊所自带的内容', import: '命令行导入' },
  thisDesk: '本前台',
  rename: '改名',
  renameOne: '为 {{name}} 改名',
  name: '前台名称',
  save: '保存',
  cancel: '取消',
  none: '连接过一次服务器后，此处会列出本诊所的前台。',
  renamed: '现名 {{name}}',
};

export const deskTexts = { en, zh };
