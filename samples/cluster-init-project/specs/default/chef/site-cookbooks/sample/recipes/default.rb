folder = node['sample']['folder']

directory folder do
  recursive true
end

file ::File.join(folder, 'greeting') do
  content "#{node['sample']['greeting']}\n"
end

template ::File.join(folder, 'service.conf') do
  source 'service.conf.erb'
  variables(folder: folder, port: node['sample']['port'])
end

# runs once: what it makes is there then
execute 'sum' do
  command 'sha256sum greeting service.conf > sums'
  cwd folder
  creates ::File.join(folder, 'sums')
end
