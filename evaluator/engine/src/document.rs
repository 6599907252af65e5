mod text;
mod tree;
mod yaml;
