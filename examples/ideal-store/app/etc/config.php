<?php
return [
    'scopes' => [
        'websites' => [
            'admin' => ['website_id' => '0', 'code' => 'admin', 'name' => 'Admin', 'is_default' => '0'],
            'base' => ['website_id' => '1', 'code' => 'base', 'name' => 'Harbour Tea', 'is_default' => '1'],
        ],
        'groups' => [
            ['group_id' => '0', 'website_id' => '0', 'code' => 'default', 'name' => 'Default'],
            ['group_id' => '1', 'website_id' => '1', 'code' => 'harbour', 'name' => 'Harbour Tea'],
        ],
        'stores' => [
            'admin' => ['store_id' => '0', 'code' => 'admin', 'group_id' => '0', 'is_active' => '1'],
            'en' => ['store_id' => '1', 'code' => 'en', 'group_id' => '1', 'is_active' => '1'],
            'de' => ['store_id' => '2', 'code' => 'de', 'group_id' => '1', 'is_active' => '1'],
        ],
    ],
    'system' => [
        'default' => [
            'general' => ['locale' => ['code' => 'en_GB']],
        ],
        'stores' => [
            'de' => [
                'general' => ['locale' => ['code' => 'de_DE']],
            ],
        ],
    ],
    'modules' => [
        'Magento_Store' => 1,
        'Magento_Directory' => 1,
        'Magento_Theme' => 1,
        'Magento_Catalog' => 1,
        'Magento_OpenSearch' => 1,
        'Harbour_Warehouse' => 1,
    ],
];
