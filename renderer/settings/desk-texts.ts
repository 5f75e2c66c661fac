const en = {
  title: 'Desks',
  what: 'Where bookings come from: the computers of this clinic, and imports. The name stands with what was done there.',
  thisDesk: 'this desk',
  rename: 'Rename',
  renameOne: 'Rename {{name}}',
  name: 'Name of the desk',
  save: 'Save',
  cancel: 'Cancel',
  none: 'The desks of this clinic appear when the server has been reached once.',
  renamed: 'Now called {{name}}',
};

type SameShape<Shape> = { readonly [Key in keyof Shape]: string };

const zh: SameShape<typeof en> = {
  title: '前台',
  what: '预约的来源：本诊所的各台电脑和导入。名称会显示在其操作旁。',
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
