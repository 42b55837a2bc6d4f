let () =
  let all = ref [] in
  match read_line () with
  | "crash" -> failwith "crash"
  | "loop" -> while true do ignore (Sys.opaque_identity 1) done
  | "hog" -> while true do all := Array.make 100_000 (List.length !all) :: !all done
  | _ -> print_endline "unknown"
