const en = {
  title: 'Desks',
  what: 'Every computer that books for this clinic. Its name stands with what is booked there, on every desk.',
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
  what: '为本诊所办理预约的每台电脑。其名称会显示在它所做的预约旁，所有前台都能看到。',
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
