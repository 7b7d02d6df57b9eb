create table person.load_step (
  position int primary key,
  statement text not null
);
comment on table person.load_step is 'Chỉ mục và ràng buộc tạm gỡ khi nạp khối lượng lớn, để dựng lại | class: technical | retention: until done | basis: vận hành';
