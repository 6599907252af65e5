//! What `wit-bindgen` makes of the contract.
#![allow(missing_debug_implementations, clippy::all)]

wit_bindgen::generate!({
    path: "../wit",
    world: "policy",
    pub_export_macro: true,
    export_macro_name: "export_bindings",
    default_bindings_module: "gonogo_plugin::bindings",
    additional_derives: [Clone, PartialEq],
});
