{$mode objfpc}
program Main;
uses SysUtils;
var
  word: string;
  block: PByte;
begin
  ReadLn(word);
  if word = 'crash' then raise Exception.Create('crash');
  while word = 'loop' do;
  while word = 'hog' do begin
    GetMem(block, 1048576);
    FillChar(block^, 1048576, 1);
  end;
  WriteLn('unknown');
end.
