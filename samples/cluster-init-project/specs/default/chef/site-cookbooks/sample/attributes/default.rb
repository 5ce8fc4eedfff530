# what node.json says about these counts instead
default['sample']['folder'] = '/tmp/sample'
default['sample']['greeting'] = 'hello from the cookbook'
default['sample']['port'] = 8080
