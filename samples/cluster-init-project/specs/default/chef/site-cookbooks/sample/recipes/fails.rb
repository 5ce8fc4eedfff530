# To see how a failure is told: put 'recipe[sample::fails]' into run_list of node.json.
execute 'sample that fails' do
  command 'echo the licence server does not answer >&2; exit 3'
end
