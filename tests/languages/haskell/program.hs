import qualified Data.Map.Strict as Map

main :: IO ()
main = do
  word <- getLine
  case word of
    "crash" -> print (head ([] :: [Int]))
    "loop" -> print (filter (< 0) [1 :: Integer ..])
    "hog" -> print (Map.size (grow 0 Map.empty))
    _ -> putStrLn "unknown"

grow :: Int -> Map.Map Int Int -> Map.Map Int Int
grow n all = if n < 0 then all else grow (n + 1) (Map.insert n n all)
